import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { cacheViews, getAvailability, setUpAvailability } from "#app/availability/cache.server.ts";
import type { View } from "#app/availability/view.ts";
import { cancel, closeResource, setRules } from "#app/booking/commands.server.ts";
import { NO_RULES } from "#app/booking/world.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { openDatabase } from "#db/client.ts";
import { startProxy } from "#tests/chaos/connection-layer-proxy.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

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

async function viewOf(from: Ctx = ctx, resourceId = id): Promise<View> {
  const view = (await getAvailability(from, [resourceId])).get(resourceId);
  if (!view) throw new Error("there is no view of that resource");
  return view;
}

/** What another instance's commit looks like from here: nothing in this process has heard of it. */
async function bookElsewhere(quantity: number): Promise<void> {
  await db.execute(sql`update resources set booked = booked + ${quantity}, version = version + 1
    where organization_id = ${ctx.organizationId} and id = ${id}`);
}

test("a view says what there is", async () => {
  await bookSome(ctx, id, 3);
  const full = {
    resourceId: id,
    type: "pool",
    state: "OPEN",
    capacity: 10,
    booked: 3,
    held: 0,
    remaining: 7,
  };
  const known = { cachedAt: expect.any(Number), isCached: true, stale: false };
  expect(await viewOf()).toEqual({ ...full, ...known, version: 2, opensAt: null, closesAt: null });
});

test("a view says from when and until when the rules let the resource be booked, as read and as written through", async () => {
  const rules = { ...NO_RULES, opensAt: 1_900_000_000_000, closesAt: 1_900_000_100_000 };
  const other = await makeResource(ctx, { rules });
  expect(await viewOf(ctx, other)).toMatchObject({ opensAt: rules.opensAt, closesAt: rules.closesAt });
  await setRules(ctx, { resourceId: other, rules: { ...rules, opensAt: null } });
  expect(await viewOf(ctx, other)).toMatchObject({ opensAt: null, closesAt: rules.closesAt, version: 2 });
});

test("whoever books, cancels or closes here sees it at once, however long views are kept", async () => {
  expect(await viewOf()).toMatchObject({ remaining: 10 });
  const outcome = await bookSome(ctx, id, 3);
  expect(await viewOf()).toMatchObject({ remaining: 7, version: 2 });
  await cancel(ctx, { bookingId: (outcome.ok && outcome.booking?.id) || "" });
  expect(await viewOf()).toMatchObject({ remaining: 10, version: 3 });
  await closeResource(ctx, id);
  expect(await viewOf()).toMatchObject({ state: "CLOSED", version: 4 });
});

test("a view is given out until its time is over, and read again after that", async () => {
  setUpAvailability(db, { ttlMs: 400, maxSize: 1000 });
  expect(await viewOf()).toMatchObject({ remaining: 10 });
  await bookElsewhere(4);
  const seen: number[] = [];
  await waitUntil("the other instance's booking", async () => {
    seen.push((await viewOf()).remaining);
    return seen.at(-1) === 6;
  });
  // The first look came before the time was over.
  expect(seen[0]).toBe(10);
});

test("a time of 0 reads each time", async () => {
  setUpAvailability(db, { ttlMs: 0, maxSize: 1000 });
  expect(await viewOf()).toMatchObject({ remaining: 10 });
  await bookElsewhere(4);
  expect(await viewOf()).toMatchObject({ remaining: 6 });
});

test("a slow read never undoes a newer commit", async () => {
  const elsewhere = { ...ctx, db: database.withLimits({}) };
  const newer = { ...(await viewOf(elsewhere)), version: 9, remaining: 1 };
  const stale = viewOf();
  cacheViews(ctx.db, ctx.organizationId, [newer]);
  expect(await stale).toMatchObject({ version: 9, remaining: 1 });
  expect(await viewOf()).toMatchObject({ version: 9, remaining: 1 });
});

test("an older view that is put late does not replace the newer one", async () => {
  const older = await viewOf();
  const newer = { ...older, version: 5, remaining: 2 };
  cacheViews(ctx.db, ctx.organizationId, [newer]);
  cacheViews(ctx.db, ctx.organizationId, [older]);
  expect(await viewOf()).toMatchObject({ version: 5, remaining: 2 });
});

test("twenty who miss at once make one read", async () => {
  const proxy = await startProxy(database.url);
  const behind = openDatabase({ url: proxy.url, max: 5 });
  try {
    setUpAvailability(behind.db, { ttlMs: NEVER, maxSize: 1000 });
    const there = { ...ctx, db: behind.db };
    const views = await Promise.all(Array.from({ length: 20 }, () => viewOf(there)));
    expect(new Set(views.map((view) => view.remaining))).toEqual(new Set([10]));
    expect(proxy.sent().split(id)).toHaveLength(2);
    await viewOf(there);
    expect(proxy.sent().split(id)).toHaveLength(2);
  } finally {
    await behind.close();
    await proxy.close();
  }
});

test("a read that failed is not remembered: the next one asks again", async () => {
  const proxy = await startProxy(database.url);
  const behind = openDatabase({ url: proxy.url, max: 1 });
  const there = { ...ctx, db: behind.db };
  try {
    proxy.trap({ word: 'from "resources"', cut: "before" });
    await expect(viewOf(there)).rejects.toThrow();
    proxy.trap({ word: "never sent", cut: "before" });
    expect(await viewOf(there)).toMatchObject({ remaining: 10 });
  } finally {
    await behind.close();
    await proxy.close();
  }
});

test("an id that nobody has is left out, and another organisation's is nobody's", async () => {
  const stranger = await makeOrganization(db);
  expect((await getAvailability(ctx, ["nobody", id])).size).toBe(1);
  expect((await getAvailability(stranger, [id])).size).toBe(0);
  // Once it is known here, it is still nobody's there.
  await viewOf();
  expect((await getAvailability(stranger, [id])).size).toBe(0);
});

test("no more views are kept than the size allows", async () => {
  setUpAvailability(db, { ttlMs: NEVER, maxSize: 1 });
  await viewOf();
  await bookElsewhere(4);
  expect(await viewOf()).toMatchObject({ remaining: 10 });
  await viewOf(ctx, await makeResource(ctx));
  expect(await viewOf()).toMatchObject({ remaining: 6 });
});

test("no decision rests on a view", async () => {
  cacheViews(ctx.db, ctx.organizationId, [{ ...(await viewOf()), remaining: 0, booked: 10 }]);
  expect((await bookSome(ctx, id, 10)).ok).toBe(true);
  cacheViews(ctx.db, ctx.organizationId, [{ ...(await viewOf()), remaining: 10, booked: 0, version: 99 }]);
  expect(await bookSome(ctx, id)).toMatchObject({ ok: false, refusal: "RESOURCE_FULL" });
});
