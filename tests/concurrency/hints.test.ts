import { afterAll, beforeEach, expect, test } from "vitest";
import {
  getAvailability,
  invalidateAvailability,
  setUpAvailability,
} from "#app/availability/cache.server.ts";
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

const untilShown = (version: number) =>
  waitUntil(`version ${version}`, async () => (await viewOf(there)).version >= version);

test("another instance shows a commit, which without hints it would not until its view's time is over", async () => {
  await viewOf(there);
  const { sequence } = await bookSome(here, id);
  await untilShown(sequence);
});

test("a rush on one instance makes fewer hints than bookings, and the last of them is the last commit's", async () => {
  const payloads: string[] = [];
  const listener = await openDirect(database.url);
  await listener.listen("reservo_hints", (payload) => payloads.push(payload));
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let turn = 0; turn < 20; turn++) await bookSome(here, id);
    }),
  );
  await waitUntil("the last hint", () => payloads.at(-1)?.endsWith(`${id} 1001`));
  await listener.end();
  expect(payloads.length).toBeLessThan(1_000);
  expect(await viewOf(there)).toMatchObject({ version: 1001 });
});

test("what one instance forgets, the other one forgets too: a resource, and an organisation", async () => {
  for (const resourceId of [id, undefined]) {
    await viewOf(there);
    expect((await viewOf(there)).isCached).toBe(true);
    invalidateAvailability(here, resourceId);
    await waitUntil("the other to forget", async () => !(await viewOf(there)).isCached);
  }
});

test("what is announced wakes its subscribers on both instances, until they unsubscribe", async () => {
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
  await untilShown(after.sequence);
});

test("without hints another instance shows a commit once its view's time is over", async () => {
  setUpAvailability(other.db, { ttlMs: 300, maxSize: 1000 });
  await theirs?.stop();
  await viewOf(there);
  const { sequence } = await bookSome(here, id);
  await untilShown(sequence);
});
