import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { readAtLeast } from "#app/availability/at-least.server.ts";
import {
  applyHint,
  availabilityStats,
  getAvailability,
  invalidateAvailability,
  markAllStale,
  setUpAvailability,
} from "#app/availability/cache.server.ts";
import { type Reading, topicOf } from "#app/availability/view.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { openDatabase } from "#db/client.ts";
import { startProxy } from "#tests/chaos/connection-layer-proxy.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const { db } = database;
const NEVER = 60_000;

let ctx: Ctx;
let id: string;

beforeEach(async () => {
  setUpAvailability(db, { ttlMs: NEVER, maxSize: 1000 });
  ctx = await makeOrganization(db);
  id = await makeResource(ctx, { capacity: 10 });
});

async function viewOf(from: Ctx = ctx, resourceId = id): Promise<Reading> {
  const view = (await getAvailability(from, [resourceId])).get(resourceId);
  if (!view) throw new Error("there is no view of that resource");
  return view;
}

/** What another instance's commit looks like from here: nothing in this process has heard of it. */
async function bookElsewhere(quantity: number): Promise<void> {
  await db.execute(sql`update resources set booked = booked + ${quantity}, version = version + 1
    where organization_id = ${ctx.organizationId} and id = ${id}`);
}

test("a view says whether it was read for this answer, and when it was learned", async () => {
  const before = Date.now();
  const read = await viewOf();
  expect(read).toMatchObject({ isCached: false, stale: false });
  expect(read.cachedAt).toBeGreaterThanOrEqual(before);
  expect(await viewOf()).toMatchObject({ isCached: true, cachedAt: read.cachedAt });
});

test("a hint of a newer version has the view read again, one of a version that is known does not", async () => {
  expect(await viewOf()).toMatchObject({ version: 1 });
  await bookElsewhere(4);
  applyHint(db, { kind: "resource", topic: topicOf(ctx.organizationId, id), version: 1 });
  expect(await viewOf()).toMatchObject({ remaining: 10 });
  applyHint(db, { kind: "resource", topic: topicOf(ctx.organizationId, id), version: 2 });
  expect(await viewOf()).toMatchObject({ remaining: 6, isCached: false });
});

test("what a read brings that began before a hint is not kept", async () => {
  const begun = viewOf();
  applyHint(db, { kind: "resource", topic: topicOf(ctx.organizationId, id), version: 2 });
  await begun;
  await bookElsewhere(4);
  expect(await viewOf()).toMatchObject({ remaining: 6 });
});

test("what is forgotten is read again: one resource, or all of one organisation and of no other", async () => {
  const stranger = await makeOrganization(db);
  const theirs = await makeResource(stranger);
  const other = await makeResource(ctx);
  const readAll = async () => {
    const [mine, second, strange] = [
      await viewOf(),
      await viewOf(ctx, other),
      await viewOf(stranger, theirs),
    ];
    return [mine.isCached, second.isCached, strange.isCached];
  };
  await readAll();
  invalidateAvailability(ctx, id);
  expect(await readAll()).toEqual([false, true, true]);
  invalidateAvailability(ctx);
  expect(await readAll()).toEqual([false, false, true]);
});

test("when nothing cached is trusted any more, everything is read again", async () => {
  await viewOf();
  await bookElsewhere(1);
  markAllStale(db);
  expect(await viewOf()).toMatchObject({ remaining: 9, isCached: false });
});

test("a database that was set back is believed once its view is read again", async () => {
  await bookSome(ctx, id, 3);
  await database.owner.db.execute(sql`alter table resources disable trigger user`);
  await database.owner.db.execute(sql`update resources set booked = 0, version = 1 where id = ${id}`);
  await database.owner.db.execute(sql`alter table resources enable trigger user`);
  expect(await viewOf()).toMatchObject({ version: 2 });
  markAllStale(db);
  expect(await viewOf()).toMatchObject({ version: 1, remaining: 10 });
});

test("the statistics count what needed the database and what did not", async () => {
  setUpAvailability(db, { ttlMs: NEVER, maxSize: 8 });
  const none = { cacheSize: 0, maxCacheSize: 8, ttlMs: NEVER, utilizationPercent: 0 };
  expect(availabilityStats(db)).toEqual({ ...none, hits: 0, misses: 0, hitRate: 0 });
  for (let read = 0; read < 4; read++) await viewOf();
  const one = { cacheSize: 1, maxCacheSize: 8, ttlMs: NEVER, utilizationPercent: 12.5 };
  expect(availabilityStats(db)).toEqual({ ...one, hits: 3, misses: 1, hitRate: 0.75 });
});

test("when the database falls silent or goes away, the last view is given out as stale", async () => {
  const proxy = await startProxy(database.url);
  const behind = openDatabase({ url: proxy.url, max: 5 });
  const there = { ...ctx, db: behind.db };
  try {
    setUpAvailability(behind.db, { ttlMs: 50, maxSize: 1000 });
    const fresh = await viewOf(there);
    await expect.poll(() => viewOf(there)).toMatchObject({ isCached: false });
    proxy.silence();
    await expect.poll(async () => (await viewOf(there)).stale, { timeout: 5_000 }).toBe(true);
    const old = await Promise.all(Array.from({ length: 20 }, () => viewOf(there)));
    for (const view of old) expect(view).toMatchObject({ stale: true, remaining: 10, isCached: true });
    expect(old[0]?.cachedAt).toBeGreaterThanOrEqual(fresh.cachedAt);
    // What nobody has read before cannot be made up.
    await proxy.close();
    expect(await viewOf(there)).toMatchObject({ stale: true });
    await expect(viewOf(there, await makeResource(ctx))).rejects.toThrow();
  } finally {
    await behind.close();
    await proxy.close();
  }
});

test("who has seen a sequence never reads older, however old what is cached may be", async () => {
  expect(await readAtLeast(ctx, id, { minSequence: 1, reader: "key" })).toMatchObject({
    ok: true,
    view: { version: 1 },
  });
  await bookElsewhere(4);
  expect(await viewOf()).toMatchObject({ version: 1 });
  expect(await readAtLeast(ctx, id, { minSequence: 2, reader: "key" })).toMatchObject({
    ok: true,
    view: { version: 2, remaining: 6 },
  });
  expect(await viewOf()).toMatchObject({ version: 2 });
});

test("who asks for a sequence that comes a moment later gets it then", async () => {
  const waiting = readAtLeast(ctx, id, { minSequence: 2, reader: "key" });
  await bookSome(ctx, id, 2);
  expect(await waiting).toMatchObject({ ok: true, view: { version: 2, remaining: 8 } });
});

test("a sequence that does not come is refused, and an unknown resource is refused without waiting for it", async () => {
  const order: string[] = [];
  const ask = async (resourceId: string) => {
    const answer = await readAtLeast(ctx, resourceId, { minSequence: 3, reader: "key" });
    order.push(answer.ok ? "read" : answer.refusal);
  };
  await Promise.all([ask(id), ask("nobody")]);
  expect(order).toEqual(["RESOURCE_NOT_FOUND", "STALE_READ"]);
});
