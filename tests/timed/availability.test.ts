import { beforeEach, expect, test } from "vitest";
import { readAtLeast } from "#app/availability/at-least.server.ts";
import { getAvailability, setUpAvailability } from "#app/availability/cache.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { openDatabase } from "#db/client.ts";
import { startProxy } from "#tests/chaos/connection-layer-proxy.ts";
import { serveApi } from "#tests/support/api.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const { db } = database;
const ctx = await makeOrganization(db, "First Club");
const id = await makeResource(ctx, { capacity: 10 });
const { base } = await serveApi(db);

beforeEach(() => setUpAvailability(db, { ttlMs: 60_000, maxSize: 1_000 }));

/** Returns what the work answered, and how many ms it took. */
async function timed<T>(work: Promise<T>): Promise<{ answer: T; ms: number }> {
  const startedAt = performance.now();
  const answer = await work;
  return { answer, ms: performance.now() - startedAt };
}

const viewOf = async (from: Ctx) => (await getAvailability(from, [id])).get(id);

test("while the database is silent, twenty readers get the last view within 1.5 s", async () => {
  const proxy = await startProxy(database.url);
  const behind = openDatabase({ url: proxy.url, max: 5 });
  const there = { ...ctx, db: behind.db };
  try {
    setUpAvailability(behind.db, { ttlMs: 50, maxSize: 1_000 });
    await viewOf(there);
    proxy.silence();
    await expect.poll(async () => (await viewOf(there))?.stale, { timeout: 5_000 }).toBe(true);
    const { answer, ms } = await timed(Promise.all(Array.from({ length: 20 }, () => viewOf(there))));
    for (const view of answer) expect(view).toMatchObject({ stale: true, remaining: 10 });
    expect(ms).toBeLessThan(1_500);
  } finally {
    await behind.close();
    await proxy.close();
  }
});

test("a reader of a sequence that does not come waits a second, and of an unknown resource not at all", async () => {
  const unknown = await timed(readAtLeast(ctx, "nobody", { minSequence: 3, reader: "key" }));
  expect(unknown.answer).toEqual({ ok: false, refusal: "RESOURCE_NOT_FOUND" });
  expect(unknown.ms).toBeLessThan(500);
  const late = await timed(readAtLeast(ctx, id, { minSequence: 3, reader: "key" }));
  expect(late.answer).toEqual({ ok: false, refusal: "STALE_READ" });
  expect(late.ms).toBeGreaterThan(950);
  expect(late.ms).toBeLessThan(2_500);
});

test("the API answers a sequence that does not come within 1.5 s", async () => {
  const { answer, ms } = await timed(fetch(`${base}/availability/${id}?minSequence=3`));
  expect(answer.status).toBe(503);
  expect(ms).toBeLessThan(1_500);
});

test("a view that is kept for 150 ms is given out for no shorter time", async () => {
  setUpAvailability(db, { ttlMs: 150, maxSize: 1_000 });
  const readAt = performance.now();
  await viewOf(ctx);
  await expect.poll(async () => (await viewOf(ctx))?.isCached, { interval: 5 }).toBe(false);
  expect(performance.now() - readAt).toBeGreaterThanOrEqual(150);
});
