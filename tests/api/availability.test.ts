import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { setUpAvailability } from "#app/availability/cache.server.ts";
import { cancelResource, closeResource } from "#app/booking/commands.server.ts";
import { publishEvent } from "#app/events/publish-event.server.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { openStream, type StreamEvent } from "#tests/support/event-stream.ts";
import { makeEvent } from "#tests/support/events.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const { db } = await testDatabase();
const { base } = await serveApi(db);
/** The first organisation: calls that name none are about it. */
const ctx = await makeOrganization(db, "First Club");
const stranger = await makeOrganization(db, "Second Club");
const keys = {
  manage: await keyOf(ctx, "manage"),
  read: await keyOf(ctx, "read"),
  stranger: await keyOf(stranger),
};
const NEVER = 60_000;

let id: string;
beforeEach(async () => {
  setUpAvailability(db, { ttlMs: NEVER, maxSize: 50 });
  id = await makeResource(ctx, { capacity: 10 });
});

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(base + path, { method, headers });
async function answerOf(path: string, headers: Record<string, string> = {}) {
  const response = await ask(path, headers);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** What another instance's commit looks like from here: nothing in this process has heard of it. */
async function bookElsewhere(quantity: number): Promise<void> {
  await db.execute(sql`update resources set booked = booked + ${quantity}, version = version + 1
    where organization_id = ${ctx.organizationId} and id = ${id}`);
}

test.each([
  ["availability", (name: string) => `/availability/${name}`],
  ["the resource", (name: string) => `/resources/${name}/availability`],
])("a view, by %s, says what there is and how it is known, to anyone", async (_words, path) => {
  await bookSome(ctx, id, 4);
  setUpAvailability(db, { ttlMs: NEVER, maxSize: 50 });
  const first = await answerOf(path(id));
  const shown = { resourceId: id, type: "pool", state: "OPEN", capacity: 10, currentBookings: 4, version: 2 };
  expect(first.body).toEqual({
    ...shown,
    remainingCapacity: 6,
    isAvailable: true,
    isCached: false,
    cachedAt: expect.any(Number),
  });
  expect((await answerOf(path(id))).body).toEqual({ ...first.body, isCached: true });
  expect(first.status).toBe(200);
  expect(first.headers.get("etag")).toBe('"2"');
  expect(first.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
  expect(first.headers.get("vary")).toContain("X-API-Key, Authorization");
  expect(first.headers.get("access-control-allow-origin")).toBe("*");
});

test("what is closed or has nothing left is not available", async () => {
  await bookSome(ctx, id, 10);
  expect((await answerOf(`/availability/${id}`)).body).toMatchObject({
    remainingCapacity: 0,
    isAvailable: false,
    state: "OPEN",
  });
  const other = await makeResource(ctx);
  await closeResource(ctx, other);
  expect((await answerOf(`/availability/${other}`)).body).toMatchObject({
    remainingCapacity: 10,
    isAvailable: false,
    state: "CLOSED",
  });
});

test("what is cancelled says so, and is not available", async () => {
  const other = await makeResource(ctx);
  await cancelResource(ctx, { resourceId: other });
  const { body } = await answerOf(`/availability/${other}`);
  expect(body).toMatchObject({ state: "CANCELLED", isAvailable: false });
});

test("who knows the version already gets no body", async () => {
  for (const tag of ['"1"', 'W/"1"', '"0", "1"']) {
    const same = await ask(`/availability/${id}`, { "If-None-Match": tag });
    expect([same.status, await same.text(), same.headers.get("etag")], tag).toEqual([304, "", '"1"']);
    expect(same.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
  }
  await bookSome(ctx, id);
  expect((await ask(`/availability/${id}`, { "If-None-Match": '"1"' })).status).toBe(200);
});

test("a reader who names a sequence gets nothing older, or a STALE_READ with a time to try again", async () => {
  await answerOf(`/availability/${id}`);
  await bookElsewhere(3);
  expect((await answerOf(`/availability/${id}`)).body.version).toBe(1);
  expect((await answerOf(`/availability/${id}?minSequence=2`)).body).toMatchObject({
    version: 2,
    remainingCapacity: 7,
  });
  const late = await answerOf(`/availability/${id}?minSequence=3`);
  expect(late.status).toBe(503);
  expect(late.body).toMatchObject({ error: "STALE_READ", requestId: expect.any(String) });
  expect(late.headers.get("retry-after")).toBe("1");
});

test("at most 50 readers without a key wait for a sequence at once, and none for one that is far ahead", async () => {
  const statuses: number[] = [];
  const read = async (minSequence: number, headers = {}) => {
    const { status } = await ask(`/availability/${id}?minSequence=${minSequence}`, headers);
    statuses.push(status);
  };
  await Promise.all(Array.from({ length: 60 }, () => read(Number.MAX_SAFE_INTEGER)));
  expect(new Set(statuses.splice(0))).toEqual(new Set([503]));
  const waiting = Array.from({ length: 60 }, () => read(2));
  await waitUntil("those who may not wait", () => statuses.length === 10);
  expect(new Set(statuses)).toEqual(new Set([503]));
  const keyed = read(2, keys.read);
  await bookSome(ctx, id);
  await Promise.all([...waiting, keyed]);
  expect(statuses.filter((each) => each === 200)).toHaveLength(51);
});

test("several views come in the order asked for, each once, without those that nobody knows", async () => {
  const other = await makeResource(ctx, { capacity: 3 });
  const { status, body } = await answerOf(`/availability?ids=${other},nobody,${id},${other}`);
  expect(status).toBe(200);
  expect(body.count).toBe(2);
  expect(body.resources.map((view: { resourceId: string }) => view.resourceId)).toEqual([other, id]);
});

test.each([
  ["no ids", "/availability", "VALIDATION_ERROR"],
  ["empty ids", "/availability?ids=", "VALIDATION_ERROR"],
  ["a malformed id among them", "/availability?ids=a,b%20c", "VALIDATION_ERROR"],
  [
    "101 ids",
    `/availability?ids=${Array.from({ length: 101 }, (_, index) => index).join(",")}`,
    "VALIDATION_ERROR",
  ],
  ["a malformed id", "/availability/b%20c", "INVALID_INPUT"],
  ["a sequence in words", "/availability/a?minSequence=two", "VALIDATION_ERROR"],
  ["a malformed id to follow", "/availability/b%20c/stream", "INVALID_INPUT"],
])("%s is answered with 400", async (_words, path, error) => {
  expect(await answerOf(path)).toMatchObject({ status: 400, body: { error } });
});

test("what nobody has, or only another organisation, is not found", async () => {
  const theirs = await makeResource(stranger);
  for (const path of ["/availability/nobody", `/availability/${theirs}`, `/availability/${theirs}/stream`]) {
    expect(await answerOf(path), path).toMatchObject({ status: 404, body: { error: "RESOURCE_NOT_FOUND" } });
    expect((await answerOf(path, keys.read)).status).toBe(404);
  }
  expect((await answerOf(`/availability/${theirs}?organization=second-club`)).status).toBe(200);
  expect((await answerOf(`/availability/${theirs}`, keys.stranger)).status).toBe(200);
  expect((await answerOf(`/availability/${id}?organization=second-club`, keys.read)).status).toBe(403);
});

test("what belongs to a draft is there for those with a key only, until it is published", async () => {
  setUpAvailability(db, { ttlMs: 50, maxSize: 50 });
  const draft = await makeEvent(ctx, { published: false });
  const path = `/availability/${draft.session.id}`;
  expect((await answerOf(path)).status).toBe(404);
  expect((await ask(`${path}/stream`)).status).toBe(404);
  expect((await answerOf(`/availability?ids=${draft.session.id}`)).body.count).toBe(0);
  expect((await answerOf(path, keys.read)).status).toBe(200);
  await publishEvent(ctx, draft.event.id);
  await waitUntil("it to be seen", async () => (await answerOf(path)).status === 200);
});

const HIDDEN = { capacity: null, currentBookings: null, remainingCapacity: null };

test.each([
  ["never", 60, 0, true],
  ["near-end", 60, 0, true],
  ["near-end", 60, 50, false],
  ["always", 60, 0, false],
] as const)(
  "numbers of an event that shows them %s, with %i seats of which %i are booked, are hidden without a key: %s",
  async (numbersShown, capacity, taken, isHidden) => {
    const { session } = await makeEvent(ctx, { numbersShown, capacity, maxPerBooking: 50 });
    if (taken > 0) await bookSome(ctx, session.resourceIds, taken);
    const numbers = { capacity, currentBookings: taken, remainingCapacity: capacity - taken };
    const [path, expected] = [`/availability/${session.id}`, isHidden ? HIDDEN : numbers];
    for (let asked = 0; asked < 2; asked++) {
      expect((await answerOf(path)).body).toMatchObject({ ...expected, isAvailable: true, state: "OPEN" });
      expect((await answerOf(path, keys.read)).body).toMatchObject(numbers);
    }
    expect((await answerOf(`/resources/${session.id}/availability`)).body).toMatchObject(expected);
    expect((await answerOf(`/availability?ids=${session.id}`)).body.resources).toMatchObject([expected]);
    const readers = [
      await openStream(`${base}${path}/stream`),
      await openStream(`${base}${path}/stream`, keys.read),
    ];
    const [open, keyed] = await Promise.all(readers.map((each) => each.until("the view", () => true)));
    expect(JSON.parse(open?.data ?? "")).toMatchObject(expected);
    expect(JSON.parse(keyed?.data ?? "")).toMatchObject(numbers);
    await bookSome(ctx, session.resourceIds, 1);
    const change = await readers[0]?.until("the change", (event) => event.id !== open?.id);
    expect(JSON.parse(change?.data ?? "").remainingCapacity).toBe(isHidden ? null : capacity - taken - 1);
    for (const reader of readers) reader.close();
  },
);

test("a resource of two events shows its numbers only where both do", async () => {
  const shown = await makeEvent(ctx, { numbersShown: "always" });
  const hidden = await makeEvent(ctx, { numbersShown: "never" });
  await db.execute(sql`insert into session_resources (organization_id, session_id, position, resource_id)
    values (${ctx.organizationId}, ${hidden.session.id}, 7, ${shown.session.id})`);
  expect((await answerOf(`/availability/${shown.session.id}`)).body).toMatchObject(HIDDEN);
});

test("a key that is none, or one without the scope, is refused", async () => {
  const wrong = await answerOf(`/availability/${id}`, { "X-API-Key": "rsv_live_nobody" });
  expect(wrong).toMatchObject({ status: 401, body: { error: "INVALID_API_KEY" } });
  const forget = await ask("/availability/cache", keys.read, "DELETE");
  expect([forget.status, (await forget.json()).error]).toEqual([403, "FORBIDDEN"]);
  for (const path of ["/availability/cache", `/availability/cache/${id}`]) {
    const nobody = await ask(path, {}, "DELETE");
    expect([nobody.status, (await nobody.json()).error]).toEqual([401, "MISSING_API_KEY"]);
  }
  expect((await answerOf("/availability/cache/stats")).body.error).toBe("MISSING_API_KEY");
});

test("what is forgotten is read from the database, one resource or all of the key's organisation", async () => {
  const theirs = await makeResource(stranger);
  const isCached = async (of: string, key = keys.read) =>
    (await answerOf(`/availability/${of}`, key)).body.isCached;
  const readAll = async () => [await isCached(id), await isCached(theirs, keys.stranger)];
  await readAll();
  expect(await readAll()).toEqual([true, true]);
  for (const path of [`/availability/cache/${id}`, "/availability/cache"]) {
    const gone = await ask(path, keys.manage, "DELETE");
    expect([gone.status, await gone.text()]).toEqual([204, ""]);
    expect(await readAll()).toEqual([false, true]);
  }
});

test("the cache tells how it does", async () => {
  for (let read = 0; read < 3; read++) await answerOf(`/availability/${id}`);
  expect((await answerOf("/availability/cache/stats", keys.read)).body).toEqual({
    cacheSize: 1,
    maxCacheSize: 50,
    ttlMs: NEVER,
    utilizationPercent: 2,
    hits: 2,
    misses: 1,
    hitRate: 0.6667,
  });
});

const versionOf = (event: StreamEvent) => JSON.parse(event.data).version;
const stream = (headers: Record<string, string> = {}) =>
  openStream(`${base}/availability/${id}/stream`, headers);

test("a commit is visible in a second subscriber's stream", async () => {
  const readers = [await stream(), await stream(keys.read)];
  expect(readers[0]?.headers).toMatchObject({
    "content-type": "text/event-stream",
    "access-control-allow-origin": "*",
  });
  for (const reader of readers) {
    const present = await reader.until("the present view", (event) => versionOf(event) === 1);
    expect(present).toMatchObject({ event: "message", id: "1" });
  }
  await bookSome(ctx, id, 3);
  const seen = await readers[1]?.until("the commit", (event) => versionOf(event) === 2);
  expect(JSON.parse(seen?.data ?? "")).toMatchObject({ resourceId: id, remainingCapacity: 7 });
  for (const reader of readers) reader.close();
});

test("a reconnect with the last id gets the newest view at once, and nothing when it has it", async () => {
  const before = await stream();
  const last = await before.until("the present view", () => true);
  before.close();
  await bookSome(ctx, id, 2);
  const back = await stream({ "Last-Event-ID": last.id ?? "" });
  expect(await back.until("the newest view", () => true)).toMatchObject({ id: "2" });
  const current = await stream({ "Last-Event-ID": "2" });
  await bookSome(ctx, id);
  await current.until("the next commit", (event) => event.id === "3");
  expect(current.events.map((event) => event.id)).toEqual(["3"]);
  for (const reader of [back, current]) reader.close();
});

test("who has seen more on another server than is known here gets nothing older", async () => {
  await answerOf(`/availability/${id}`);
  await bookElsewhere(4);
  const reader = await stream({ "Last-Event-ID": "2" });
  await bookSome(ctx, id);
  await reader.until("the next commit", (event) => event.id === "3");
  expect(reader.events.every((event) => versionOf(event) >= 2)).toBe(true);
  reader.close();
});

test("a view that is read again without a change is no news", async () => {
  setUpAvailability(db, { ttlMs: 250, maxSize: 50 });
  const reader = await stream();
  await waitUntil("it to be read a few times", async () => {
    const { misses } = (await answerOf("/availability/cache/stats", keys.read)).body;
    return misses >= 4;
  });
  expect(reader.events).toHaveLength(1);
  reader.close();
});
