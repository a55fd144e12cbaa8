import { afterAll, beforeEach, expect, test } from "vitest";
import { setUpAvailability } from "#app/availability/cache.server.ts";
import { liveRoutes } from "#app/compose/live-routes.server.ts";
import { listen } from "#app/host/http/listen.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { Services } from "#app/platform/services.ts";
import { serveApi } from "#tests/support/api.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { openStream } from "#tests/support/event-stream.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { startTestHost } from "#tests/support/host.ts";

const { db } = await testDatabase();
const ctx = await makeOrganization(db, "First Club");
const { base } = await serveApi(db);
const { app } = startTestHost({ routes: (routes) => liveRoutes(routes, { db } as Services) });
const { server, url } = await listen({
  fetch: (request, bindings) => app.fetch(request, bindings),
  host: "127.0.0.1",
  port: 0,
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => setUpAvailability(db, { ttlMs: 60_000, maxSize: 1_000 }));

const follow = ({ event, session }: MadeEvent) => openStream(url + paths.eventLive(event.slug, session.id));
const hasLeft = (left: number) => (each: { event: string; data: string }) =>
  each.event === "seats" && JSON.parse(each.data).left === left;

test("a page that follows an event gets a booking within 500 ms", async () => {
  const made = await makeEvent(ctx, { capacity: 10 });
  const stream = await follow(made);
  await stream.until("the seats", hasLeft(10));
  const bookedAt = performance.now();
  await bookSome(ctx, made.session.resourceIds, 3);
  const change = await stream.until("the booking", hasLeft(7));
  expect(change.at - bookedAt).toBeLessThan(500);
  stream.close();
});

test("a page that follows an event gets at most four updates a second, however many bookings are made", async () => {
  const made = await makeEvent(ctx, { capacity: 500, maxPerBooking: 10 });
  const stream = await follow(made);
  const startedAt = performance.now();
  for (let turn = 0; turn < 40; turn++)
    await Promise.all(Array.from({ length: 10 }, () => bookSome(ctx, made.session.resourceIds)));
  await stream.until("the last booking", hasLeft(100));
  const updates = stream.events.filter((each) => each.event === "seats");
  expect(updates.length).toBeLessThanOrEqual(3 + (performance.now() - startedAt) / 250);
  stream.close();
});

test("a page that follows an event learns within 500 ms that its session has begun", async () => {
  const made = await makeEvent(ctx, { inHours: 48 });
  const startsAt = new Date(Date.now() + 1_000);
  await db.execute(
    `update sessions set starts_at = '${startsAt.toISOString()}' where id = '${made.session.id}'`,
  );
  const stream = await follow(made);
  await stream.until("the seats", hasLeft(10));
  const turn = await stream.until("the turn", (each) => each.event === "turn", 5_000);
  expect(performance.timeOrigin + turn.at - startsAt.getTime()).toBeLessThan(500);
  stream.close();
});

test("a subscriber of the API's stream gets a booking within 500 ms", async () => {
  const id = await makeResource(ctx, { capacity: 10 });
  const stream = await openStream(`${base}/availability/${id}/stream`);
  await stream.until("the present view", (event) => event.id === "1");
  const bookedAt = performance.now();
  await bookSome(ctx, id, 3);
  const seen = await stream.until("the booking", (event) => event.id === "2");
  expect(seen.at - bookedAt).toBeLessThan(500);
  stream.close();
});
