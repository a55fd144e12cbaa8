import { afterAll, beforeEach, expect, test } from "vitest";
import { forgetAvailability, getAvailability, setUpAvailability } from "#app/availability/cache.server.ts";
import { announce, onChange } from "#app/availability/changes.server.ts";
import { startHints } from "#app/availability/hints.server.ts";
import type { Reading } from "#app/availability/view.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { silentLog } from "#app/platform/log.ts";
import { openDirect } from "#db/client.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const other = anotherInstance(database.url);
const NEVER = 60_000;
const [ours, theirs] = [database.db, other.db].map((db) =>
  startHints({ db, url: database.url, log: silentLog }),
);
afterAll(() => Promise.all([ours?.stop(), theirs?.stop()]));

const bothListen = () => waitUntil("both to listen", () => ours?.listening() && theirs?.listening());

let here: Ctx;
let there: Ctx;
let id: string;

beforeEach(async () => {
  await bothListen();
  for (const db of [database.db, other.db]) setUpAvailability(db, { ttlMs: NEVER, maxSize: 1000 });
  here = await makeOrganization(database.db);
  there = { ...here, db: other.db };
  id = await makeResource(here, { capacity: 100_000 });
});

async function viewOf(ctx: Ctx): Promise<Reading> {
  const view = (await getAvailability(ctx, [id])).get(id);
  if (!view) throw new Error("there is no view of that resource");
  return view;
}

/** How long, in milliseconds, until the other instance shows what this one has committed. */
async function timeToShow(version: number, ms: number): Promise<number> {
  const started = performance.now();
  for (;;) {
    if ((await viewOf(there)).version >= version) return performance.now() - started;
    if (performance.now() - started > ms) throw new Error(`version ${version} was not shown within ${ms} ms`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("another instance shows a commit within 100 ms at the 99th percentile, and without hints never would", async () => {
  const times: number[] = [];
  for (let turn = 0; turn < 100; turn++) {
    await viewOf(there);
    const outcome = await bookSome(here, id);
    times.push(await timeToShow(outcome.sequence, 5_000));
  }
  times.sort((a, b) => a - b);
  console.log(`shown elsewhere after ${times[49]?.toFixed(1)} ms (p50), ${times[98]?.toFixed(1)} ms (p99)`);
  expect(times[98]).toBeLessThan(100);
});

test("a rush on one instance makes at most one NOTIFY each 20 ms", async () => {
  const payloads: string[] = [];
  const ear = await openDirect(database.url);
  await ear.listen("reservo_hints", (payload) => payloads.push(payload));
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let turn = 0; turn < 20; turn++) await bookSome(here, id);
    }),
  );
  const took = performance.now() - started;
  await waitUntil("the last hint", () => payloads.at(-1)?.endsWith(`${id} 1001`));
  await ear.end();
  expect(payloads.length).toBeLessThanOrEqual(took / 20 + 2);
  expect(await viewOf(there)).toMatchObject({ version: 1001 });
});

test("what one instance forgets, the other one forgets too: a resource, and an organisation", async () => {
  for (const resourceId of [id, undefined]) {
    await viewOf(there);
    expect((await viewOf(there)).isCached).toBe(true);
    forgetAvailability(here, resourceId);
    await waitUntil("the other to forget", async () => !(await viewOf(there)).isCached);
  }
});

test("whatever else is announced wakes who waits for it, on both instances", async () => {
  const heard: string[] = [];
  const stops = [
    onChange(database.db, ["event 1", "event 2"], () => heard.push("here")),
    onChange(other.db, ["event 1"], () => heard.push("there")),
  ];
  announce(database.db, "event 1");
  await waitUntil("both to hear", () => heard.length === 2);
  for (const stop of stops) stop();
  announce(database.db, "event 1");
  announce(other.db, "event 2");
  await waitUntil("word of something later", async () => (await viewOf(there)) && heard.length === 2);
  expect(heard).toEqual(["here", "there"]);
});

test("when the connection for hints is killed, nothing cached is trusted, and it is opened again", async () => {
  await viewOf(there);
  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1",
    ["reservo hints"],
  );
  await waitUntil("the loss to be noticed", () => !theirs?.listening());
  // Nothing can be told now, so what was cached before must not be given out.
  const outcome = await bookSome(here, id, 5);
  expect(await viewOf(there)).toMatchObject({ version: outcome.sequence, isCached: false });
  await bothListen();
  // What was put into the cache while nobody listened is not trusted either.
  expect((await viewOf(there)).isCached).toBe(false);
  const after = await bookSome(here, id);
  expect(await timeToShow(after.sequence, 2_000)).toBeLessThan(2_000);
});

test("without hints the cache's time bounds what another instance shows", async () => {
  setUpAvailability(other.db, { ttlMs: 300, maxSize: 1000 });
  await theirs?.stop();
  await viewOf(there);
  const outcome = await bookSome(here, id);
  const took = await timeToShow(outcome.sequence, 2_000);
  expect(took).toBeLessThan(600);
});
