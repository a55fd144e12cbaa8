import { beforeAll, expect, test } from "vitest";
import { listEventsBySession } from "#app/listing/list-events.server.ts";
import { listMonth } from "#app/listing/list-month.server.ts";
import { listingQuery, requestedDays } from "#app/listing/listing-query.ts";
import type { EventFilter } from "#app/listing/session-filter.server.ts";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { addManySessions, makeManyEvents } from "#tests/support/many-events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db, owner } = await testDatabase();
const ctx = await makeOrganization(db);
const everything: EventFilter = { past: false, text: "", free: false };
const month = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 7);
const days = requestedDays(listingQuery(new URLSearchParams({ month })), "");

beforeAll(() => makeManyEvents({ ...ctx, db: owner.db }, 10_000));

/** Returns the ms of the fastest of three runs. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return Math.min(...times);
}

test.each<[string, Partial<EventFilter>]>([
  ["all", {}],
  ["what is over", { past: true }],
  ["what has free seats", { free: true }],
  ["one title", { text: "Evening 9999" }],
  ["one place", { text: "hall 3" }],
  ["nothing at all", { text: "no such thing" }],
  ["one month", { days }],
])("ten thousand events are searched for %s in less than 100 ms", async (_, filter) => {
  const search = () => listEventsBySession(ctx, { ...everything, ...filter }, { limit: 20 });
  expect(await fastest(search)).toBeLessThan(100);
});

test("the month view of ten thousand events is read in less than 100 ms", async () => {
  if (!days) throw new Error("a month has days");
  expect(await fastest(() => listMonth(ctx, { text: "", free: false, days }))).toBeLessThan(100);
});

test("the page of an event with 1,000 dates is made in less than 300 ms", async () => {
  const context = await testContext(db);
  const { event } = await makeEvent(ctx, { capacity: 5 });
  await addManySessions(ctx, event.id, 1_000);
  const params = { slug: event.slug };
  expect(await fastest(() => requestRoute(context, eventRoute, `/e/${event.slug}`, { params }))).toBeLessThan(
    300,
  );
});
