import type { AppLoadContext } from "@remix-run/node";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { formPurpose } from "#app/checkout/guard-form.server.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { newFormToken } from "#app/platform/http/form-tokens.ts";
import * as embedRoute from "#app/routes/embed/$slug._index.tsx";
import { events } from "#db/schema/index.ts";
import { serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { guestOf } from "#tests/support/booking-flow.ts";
import { bookSome, makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

// How many bookings one network makes: page, embed and calls without a key count together, by the event.

const { db } = await testDatabase();
const ctx = await makeOrganization(db);

const context = await testContext(db);

/** The address that calls of the API come from in tests: pages are visited from there too. */
const SCHOOL = "127.0.0.1";
const limits = createRateLimits({ enabled: true });
const api = apiClient(await serveApi(db, { rateLimits: limits }));

/** An instance that has counted nothing yet, visited from the school. */
function instance(): AppLoadContext {
  return { ...context, rateLimits: createRateLimits({ enabled: true }), clientAddress: SCHOOL };
}

/** An event of which a booking is one press of a button. */
const expressEvent = (capacity = 400) => makeEvent(ctx, { maxPerBooking: 1, capacity });

async function bookOnPage(context: AppLoadContext, made: MadeEvent, name: string, more = {}) {
  return guestOf(context, made).begin(1, { name, email: `${name}@example.org`, ...more });
}

/** Books of an event until it is refused, at most so often. Returns how often it was booked, and what refused. */
async function bookUntilRefused(
  book: (number: number) => Promise<{ status: number; body: unknown }>,
  most: number,
) {
  for (let booked = 0; booked < most; booked++) {
    const answer = await book(booked);
    if (answer.status !== 303 && answer.status !== 201) return { booked, answer };
  }
  return { booked: most, answer: undefined };
}

async function bookedOf({ session }: MadeEvent) {
  const [row] = await db.execute(sql`select booked::int from resources where id = ${session.id}`);
  return row?.booked;
}

test("a class of 31 behind one address books at once, each with a hold and with details", async () => {
  const context = instance();
  const made = await makeEvent(ctx, { capacity: 400 });
  const statuses = await Promise.all(
    Array.from({ length: 31 }, async (_, number) => {
      const guest = guestOf(context, made);
      const { location = "" } = await guest.begin(2);
      return (await guest.send(location, { email: `pupil${number}@example.org` })).status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([303]));
  expect(await bookedOf(made)).toBe(62);
});

test("a network books an event 60 times an hour: the next is told when to come back and what else to do", async () => {
  const context = instance();
  const made = await expressEvent();
  const { booked, answer } = await bookUntilRefused((n) => bookOnPage(context, made, `guest${n}`), 70);
  expect([booked, answer?.status]).toEqual([60, 429]);
  const refused = await bookOnPage(context, made, "late");
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(3_500);
  expect(refused.body).toMatchObject({ code: "RATE_LIMITED", typed: { name: ["late"] } });
  expect(refused.body.title).toMatch(
    /60 people .* Nothing was booked .* in 60 minutes, use another connection/,
  );
  const [own, other] = [SCHOOL, "203.0.113.5"];
  expect((await bookOnPage({ ...context, clientAddress: other }, made, "late")).status).toBe(303);
  expect((await bookOnPage({ ...context, clientAddress: own }, await expressEvent(), "late")).status).toBe(
    303,
  );
  expect(await bookedOf(made)).toBe(61);
});

test("page, embed and calls without a key count together, and calls with a key do not", async () => {
  const context = { ...instance(), rateLimits: limits };
  const made = await expressEvent();
  await db.update(events).set({ publicApi: true }).where(eq(events.id, made.event.id));
  const [resourceId = ""] = made.session.resourceIds;
  const inFrame = async (n: number) => {
    const age = new Date(Date.now() - 60_000);
    const formToken = newFormToken(testSigner, formPurpose(made.event), age);
    const form = { session: made.session.id, seats: "1", formToken, name: "Ada", email: `f${n}@example.org` };
    return requestRoute(context, embedRoute, `/embed/${made.event.slug}`, {
      params: { slug: made.event.slug },
      form,
    });
  };
  const byProgram = (n: number) =>
    api.post("/reservations", { body: { resourceId, clientId: `program${n}`, quantity: 1 } });
  const doors = [inFrame, byProgram, (n: number) => bookOnPage(context, made, `guest${n}`)];
  const { booked, answer } = await bookUntilRefused((n) => (doors[n % 3] ?? inFrame)(n), 70);
  expect([booked, answer?.status]).toEqual([60, 429]);
  for (const door of doors) expect((await door(100)).status).toBe(429);
  expect((await byProgram(101)).body).toMatchObject({ error: "RATE_LIMITED" });
  expect((await bookSome(ctx, made.session.resourceIds, 1)).ok).toBe(true);
});

test("what was not booked does not count, nor does a form that is sent again", async () => {
  const context = instance();
  const made = await expressEvent(1);
  const first = await bookOnPage(context, made, "first");
  expect(first.status).toBe(303);
  const other = await expressEvent();
  const { body } = await guestOf(context, other).eventPage();
  const again = () => bookOnPage(context, other, "again", { formToken: body.formToken });
  for (let sent = 0; sent < 20; sent++) expect((await again()).location).toBe((await again()).location);
  const { booked } = await bookUntilRefused((n) => bookOnPage(context, other, `guest${n}`), 70);
  expect(booked).toBe(59);
});

test("failed tries, and forms that are sent again, are limited to 60 a minute; bookings are none of them", async () => {
  const context = instance();
  const made = await expressEvent();
  for (let booked = 0; booked < 40; booked++) await bookOnPage(context, made, `guest${booked}`);
  const { body } = await guestOf(context, made).eventPage();
  const again = () => bookOnPage(context, made, "again", { formToken: body.formToken });
  for (let sent = 0; sent < 11; sent++) expect((await again()).status).toBe(303);
  let failed = 0;
  while ((await bookOnPage(context, made, "")).status === 422 && failed < 100) failed += 1;
  expect(failed).toBe(50);
  expect((await again()).status).toBe(429);
});

test("where the organiser says that many people book from one network, their bookings are not limited", async () => {
  const context = instance();
  const made = await expressEvent();
  await db.update(events).set({ manyFromOneNetwork: true }).where(eq(events.id, made.event.id));
  const { booked } = await bookUntilRefused((n) => bookOnPage(context, made, `guest${n}`), 130);
  expect(booked).toBe(130);
});
