import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CommitUnknown, ConnectionLost, isCommitUnknown, openDatabase, openDirect } from "#db/client.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { type FaultyNetwork, startProxy } from "./connection-layer-proxy.ts";

const real = await testDatabase({ role: "owner" });
let proxy: FaultyNetwork;

beforeAll(async () => {
  proxy = await startProxy(real.url);
  await real.pool.query("create table kept (word text primary key)");
});
afterAll(() => proxy.close());

const isKept = async (word: string) =>
  (await real.pool.query("select 1 from kept where word = $1", [word])).length === 1;

/** Returns what the work failed with, or undefined. */
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (reason: unknown) => reason,
  );

test("every kind of statement fails on a network that goes silent, and the pool heals", async () => {
  const own = await startProxy(real.url);
  const database = openDatabase({ url: own.url, max: 6 });
  const brisk = database.withLimits({ statementTimeoutMs: 300 });
  const reached: string[] = [];
  const silentFrom = waitUntil("both transactions to have written", () => reached.length === 2);
  const insert = (word: string) => sql`insert into kept values (${word})`;

  const inside = errorOf(
    brisk.transaction(async (tx) => {
      await tx.execute(insert("inside"));
      reached.push("inside");
      await silentFrom;
      own.silence();
      await tx.execute(sql`select 1`);
    }),
  );
  const atCommit = errorOf(
    brisk.transaction(async (tx) => {
      await tx.execute(insert("at commit"));
      reached.push("at commit");
      await silentFrom;
      own.silence();
    }),
  );
  await silentFrom;
  const reading = errorOf(database.pool.query("select 1"));
  const writing = errorOf(database.db.execute(insert("alone")));

  expect(await inside).toBeInstanceOf(ConnectionLost);
  expect(await atCommit).toBeInstanceOf(CommitUnknown);
  // These two had to connect first; connecting into the silence ends too.
  expect(await reading).toBeInstanceOf(ConnectionLost);
  expect(await writing).toBeDefined();

  own.speak();
  await database.ping();
  await database.close();
  await own.close();
});

test("an open connection that goes silent under a lone statement is given up", async () => {
  const own = await startProxy(real.url);
  const database = openDatabase({ url: own.url, max: 2 });
  await Promise.all([database.ping(), database.ping()]);
  await waitUntil("two open connections", () => database.pool.stats().idle === 2);
  own.silence();
  const reading = errorOf(database.pool.query("select 1"));
  const writing = errorOf(database.pool.query("insert into kept values ('silence')"));
  await expect(database.ping(200)).rejects.toThrow("did not respond within 200 ms");
  expect(await reading).toBeInstanceOf(ConnectionLost);
  expect(await writing).toBeInstanceOf(CommitUnknown);
  await database.close();
  await own.close();
});

test("a commit whose answer is lost is reported as unknown, whether the server heard it or not", async () => {
  const database = openDatabase({ url: proxy.url, max: 2 });
  for (const cut of ["before", "after"] as const) {
    proxy.trap({ word: "commit", cut });
    const writing = database.db.transaction((tx) => tx.execute(sql`insert into kept values (${cut})`));
    await expect(writing).rejects.toBeInstanceOf(CommitUnknown);
  }
  proxy.trap({ word: "never sent", cut: "before" });
  await waitUntil("the heard commit", () => isKept("after"));
  expect(await isKept("before")).toBe(false);
  await database.close();
});

test("a lone insert whose answer is lost is reported as unknown through Drizzle too", async () => {
  const database = openDatabase({ url: proxy.url, max: 2 });
  proxy.trap({ word: "into kept", cut: "before" });
  const error = await database.db.execute(sql`insert into kept values ('lone')`).catch((reason) => reason);
  expect(isCommitUnknown(error)).toBe(true);
  proxy.trap({ word: "never sent", cut: "before" });
  await database.close();
});

test("a connection that is cut while it is being made is lost, and is not tried again behind one's back", async () => {
  for (const cut of ["before", "after"] as const) {
    const made = proxy.connections();
    proxy.trap({ word: "application_name", cut });
    await expect(openDirect(proxy.url)).rejects.toBeInstanceOf(ConnectionLost);
    expect(proxy.connections()).toBe(made + 1);
  }
  proxy.trap({ word: "never sent", cut: "before" });
});
