import { afterAll, beforeEach, expect, test } from "vitest";
import { getAvailability, setUpAvailability } from "#app/availability/cache.server.ts";
import { countChannels } from "#app/availability/live-channel.server.ts";
import { closeResource, hold } from "#app/booking/commands.server.ts";
import { liveRoutes } from "#app/compose/live-routes.server.ts";
import { cancelEvent, removeEvent } from "#app/events/end-event.server.ts";
import { publishEvent, unpublishEvent } from "#app/events/publish-event.server.ts";
import { listen } from "#app/host/http/listen.ts";
import { setMaintenance } from "#app/organizations/settings.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { Services } from "#app/platform/services.ts";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type EventStream, openStream } from "#tests/support/event-stream.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { startTestHost } from "#tests/support/host.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const { db } = await testDatabase();
const ctx = await makeOrganization(db);
const { app } = startTestHost({ routes: (routes) => liveRoutes(routes, { db } as Services) });
const fetchApp = (request: Request, bindings: object) => app.fetch(request, bindings);
const { server, url } = await listen({ fetch: fetchApp, host: "127.0.0.1", port: 0 });
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const NEVER = 60_000;

beforeEach(() => setUpAvailability(db, { ttlMs: NEVER, maxSize: 1000 }));

/** The version of a published date: it was created, closed while the event was a draft, and opened. */
const PUBLISHED = 3;

const liveOf = ({ event, session }: MadeEvent) => url + paths.eventLive(event.slug, session.id);
const askJson = (made: MadeEvent, headers: Record<string, string> = {}) =>
  fetch(liveOf(made), { headers: { Accept: "application/json", ...headers } });
const seatsIn = (stream: EventStream) =>
  stream.events.filter((each) => each.event === "seats").map((each) => JSON.parse(each.data));
const hasLeft = (left: number) => (each: { event: string; data: string }) =>
  each.event === "seats" && JSON.parse(each.data).left === left;

test("a page that follows an event gets its seats first, and then each change", async () => {
  const made = await makeEvent(ctx, { capacity: 10 });
  const stream = await openStream(liveOf(made));
  const present = await stream.until("the seats", hasLeft(10));
  expect(JSON.parse(present.data)).toEqual({
    v: PUBLISHED,
    left: 10,
    held: 0,
    capacity: 10,
    exact: true,
    state: "open",
  });
  await bookSome(ctx, made.session.resourceIds, 3);
  const change = await stream.until("the booking", hasLeft(7));
  expect(JSON.parse(change.data)).toMatchObject({ v: PUBLISHED + 1, state: "open" });
  stream.close();
});

test("numbers that the organiser never shows are not sent: what one booking may take, and what can be done", async () => {
  const made = await makeEvent(ctx, { capacity: 30, maxPerBooking: 4, numbersShown: "never" });
  const hidden = { left: 4, held: 0, capacity: 0, exact: false, state: "open" };
  expect(await (await askJson(made)).json()).toEqual({ v: PUBLISHED, ...hidden });
  const stream = await openStream(liveOf(made));
  await stream.until("the seats", hasLeft(4));
  for (let taken = 0; taken < 28; taken += 4) await bookSome(ctx, made.session.resourceIds, 4);
  expect(JSON.parse((await stream.until("fewer", hasLeft(2))).data)).toEqual({
    v: PUBLISHED + 7,
    ...hidden,
    left: 2,
  });
  await hold(ctx, { claims: [{ resourceId: made.session.id, quantity: 2 }], clientId: "c" });
  const held = JSON.parse((await stream.until("none", hasLeft(0))).data);
  expect(held).toEqual({ v: PUBLISHED + 8, ...hidden, left: 0, held: 1, state: "all-held" });
  stream.close();
});

test("many bookings at once come as fewer updates, in order, the last of them at the end", async () => {
  const made = await makeEvent(ctx, { capacity: 500, maxPerBooking: 10 });
  const readers = [await openStream(liveOf(made)), await openStream(liveOf(made))];
  const [reader, second] = readers;
  for (let turn = 0; turn < 40; turn++) {
    await Promise.all(Array.from({ length: 10 }, () => bookSome(ctx, made.session.resourceIds)));
  }
  await reader?.until("the last booking", hasLeft(100));
  const updates = reader ? seatsIn(reader) : [];
  expect(updates.length).toBeLessThan(400);
  const versions = updates.map((each) => each.v);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  await second?.until("the last booking", hasLeft(100));
  for (const each of readers) each.close();
  await waitUntil("the channel to be given up", () => countChannels(db) === 0);
});

test("a session is as full as the fullest of its resources, and a change of any of them is news", async () => {
  const made = await makeEvent(ctx, { capacity: 5, sessions: 2 });
  const [first, second] = made.sessions;
  const session = first?.id ?? "";
  await db.execute(
    `insert into session_resources (organization_id, session_id, position, resource_id)
      values ('${ctx.organizationId}', '${session}', 2, '${second?.resourceIds[0]}')`,
  );
  const stream = await openStream(liveOf(made));
  await stream.until("both resources", hasLeft(5));
  await bookSome(ctx, second?.resourceIds ?? [], 4);
  const change = await stream.until("the fuller one", hasLeft(1));
  expect(JSON.parse(change.data).v).toBe(2 * PUBLISHED + 1);
  stream.close();
});

/** Follows the first date of an event with the list of all. */
const followDates = ({ event, session }: MadeEvent, first = "next") =>
  openStream(url + paths.eventLive(event.slug, session.id, first));

test("the other dates of the page come along: all of them at first, then those that have changed", async () => {
  const made = await makeEvent(ctx, { capacity: 3, sessions: 4 });
  const [first = "", second = "", third = "", last = ""] = made.sessions.map(({ id }) => id);
  const stream = await followDates(made);
  await stream.until("the seats", hasLeft(3));
  const datesIn = () => seatsIn(stream).map(({ dates }) => dates);
  expect(datesIn()).toEqual([{ [first]: 3, [second]: 3, [third]: 3, [last]: 3 }]);
  await bookSome(ctx, [second], 2);
  await waitUntil("the second date", () => datesIn().length === 2);
  await bookSome(ctx, [third], 3);
  await waitUntil("the third date", () => datesIn().length === 3);
  await hold(ctx, { claims: [{ resourceId: second, quantity: 1 }], clientId: "c" });
  await waitUntil("the hold", () => datesIn().length === 4);
  await closeResource(ctx, last);
  await waitUntil("the closing", () => datesIn().length === 5);
  await bookSome(ctx, [first], 1);
  await waitUntil("the date that is followed", () => datesIn().length === 6);
  expect(datesIn().slice(1)).toEqual([
    { [second]: 1 },
    { [third]: 0 },
    { [second]: -1 },
    { [last]: false },
    { [first]: 2 },
  ]);
  // The panel's own numbers and their version are those of its date.
  expect(seatsIn(stream).map(({ v, left }) => [v - PUBLISHED, left])).toEqual([
    ...Array(5).fill([0, 3]),
    [1, 2],
  ]);
  stream.close();
  const later = await followDates(made, third);
  await later.until("the seats", hasLeft(2));
  expect(seatsIn(later)[0]?.dates).toEqual({ [third]: 0, [last]: false });
  later.close();
});

test("of dates whose numbers are not shown it is only said that there are seats, or none, or that they are held", async () => {
  const made = await makeEvent(ctx, { capacity: 40, maxPerBooking: 40, sessions: 3, numbersShown: "never" });
  const [first = "", second = "", third = ""] = made.sessions.map(({ id }) => id);
  await bookSome(ctx, [second], 40);
  await bookSome(ctx, [third], 35);
  await hold(ctx, { claims: [{ resourceId: third, quantity: 5 }], clientId: "c" });
  const stream = await followDates(made);
  await stream.until("the seats", hasLeft(40));
  expect(seatsIn(stream)[0]?.dates).toEqual({ [first]: null, [second]: 0, [third]: -1 });
  stream.close();
});

test("a page without other dates hears of none, whatever list it asks for", async () => {
  const [one, two] = [await makeEvent(ctx), await makeEvent(ctx, { sessions: 2 })];
  const asked: [MadeEvent, string | undefined][] = [
    [one, "next"],
    [two, undefined],
    [two, "01a228a2-be33-7185-8205-b4140ee50f43"],
  ];
  for (const [made, first] of asked) {
    const path = paths.eventLive(made.event.slug, made.session.id, first);
    const answer = await fetch(url + path);
    expect(await answer.json(), path).not.toHaveProperty("dates");
  }
  const listed = url + paths.eventLive(two.event.slug, two.session.id, "next");
  const known = (await fetch(listed)).headers.get("etag") ?? "";
  expect((await fetch(listed, { headers: { "If-None-Match": known } })).status).toBe(304);
  await bookSome(ctx, two.sessions[1]?.resourceIds ?? []);
  expect((await fetch(listed, { headers: { "If-None-Match": known } })).status).toBe(200);
});

test("what is more than numbers is a turn: closed, unpublished, published again", async () => {
  const made = await makeEvent(ctx);
  const stream = await openStream(liveOf(made));
  await stream.until("the seats", hasLeft(10));
  const turns = () => stream.events.filter((each) => each.event === "turn").length;
  await closeResource(ctx, made.session.id);
  await waitUntil("the turn", () => turns() === 1);
  expect(seatsIn(stream).at(-1)).toMatchObject({ state: "switched-off" });
  await unpublishEvent(ctx, made.event.id);
  await waitUntil("the turn", () => turns() === 2);
  expect((await askJson(made)).status).toBe(404);
  await publishEvent(ctx, made.event.id);
  await waitUntil("the turn", () => turns() === 3);
  stream.close();
});

test("an organiser's cancelling, and a removal, are turns for whoever looks on", async () => {
  const [called, removed] = [await makeEvent(ctx), await makeEvent(ctx)];
  const streams = [await openStream(liveOf(called)), await openStream(liveOf(removed))];
  for (const stream of streams) await stream.until("the seats", hasLeft(10));
  const isTurn = (each: { event: string }) => each.event === "turn";
  await cancelEvent(ctx, called.event.id, "The kiln broke.");
  await streams[0]?.until("the cancelling", isTurn);
  await removeEvent(ctx, removed.event.id);
  await streams[1]?.until("the removal", isTurn);
  for (const stream of streams) stream.close();
});

test("maintenance is a turn, also when nobody says so, within the time that views are kept", async () => {
  setUpAvailability(db, { ttlMs: 250, maxSize: 1000 });
  const made = await makeEvent(ctx);
  const stream = await openStream(liveOf(made));
  await stream.until("the seats", hasLeft(10));
  await setMaintenance(db, ctx.organizationId, { enabled: true, message: "Back at 9." });
  try {
    await stream.until("the turn", (each) => each.event === "turn", 2_000);
    await waitUntil("the pause", () => seatsIn(stream).at(-1)?.state === "paused");
  } finally {
    await setMaintenance(db, ctx.organizationId, { enabled: false, message: null });
  }
  stream.close();
});

test("the clock alone turns a page: when the session begins", async () => {
  const begins = 1 / 3600;
  const made = await makeEvent(ctx, { inHours: 48 });
  const starts = new Date(Date.now() + begins * 3_600_000);
  await db.execute(
    `update sessions set starts_at = '${starts.toISOString()}' where id = '${made.session.id}'`,
  );
  const stream = await openStream(liveOf(made));
  await stream.until("the seats", hasLeft(10));
  await stream.until("the turn", (each) => each.event === "turn", 5_000);
  expect(seatsIn(stream).at(-1)).toMatchObject({ state: "closed", v: PUBLISHED });
  stream.close();
});

test("who does not follow asks again and again, and is told when nothing has changed", async () => {
  const made = await makeEvent(ctx);
  const first = await askJson(made);
  expect(first.headers.get("content-type")).toBe("application/json");
  expect(await first.json()).toMatchObject({ v: PUBLISHED, left: 10, state: "open" });
  const tag = { "If-None-Match": first.headers.get("etag") ?? "" };
  expect((await askJson(made, tag)).status).toBe(304);
  await bookSome(ctx, made.session.resourceIds);
  const next = await askJson(made, tag);
  expect(next.status).toBe(200);
  expect(await next.json()).toMatchObject({ v: PUBLISHED + 1, left: 9 });
});

test("without a session it is the one that the page shows; what nobody has cannot be followed", async () => {
  const made = await makeEvent(ctx, { sessions: 2, capacity: 4 });
  await bookSome(ctx, made.session.resourceIds, 4);
  await getAvailability(ctx, made.session.resourceIds);
  const shown = await fetch(`${url}/e/${made.event.slug}/live`);
  expect(await shown.json()).toMatchObject({ left: 4, v: PUBLISHED });
  const draft = await makeEvent(ctx, { published: false });
  const other = await makeEvent(ctx);
  for (const path of [
    "/e/nobody/live",
    `/e/${draft.event.slug}/live?session=${draft.session.id}`,
    `/e/${made.event.slug}/live?session=${other.session.id}`,
    `/e/${made.event.slug}/live?session=tomorrow`,
  ]) {
    expect((await fetch(url + path)).status, path).toBe(404);
    expect((await openStream(url + path)).status, path).toBe(404);
  }
});
