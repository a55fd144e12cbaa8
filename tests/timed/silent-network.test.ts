import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { startProxy } from "#tests/chaos/connection-layer-proxy.ts";
import { runWorkload } from "#tests/chaos/connection-layer-run.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const real = await testDatabase({ role: "owner" });
beforeAll(() => real.pool.query("create table kept (word text primary key)"));

const insert = (word: string) => sql`insert into kept values (${word})`;

/** Returns the ms until the work has failed. */
async function timeToFail(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await expect(work).rejects.toThrow();
  return performance.now() - startedAt;
}

test("a transaction whose network goes silent fails within 3 s, and a statement that must connect within 4 s", async () => {
  const proxy = await startProxy(real.url);
  const database = openDatabase({ url: proxy.url, max: 6 });
  const brisk = database.withLimits({ statementTimeoutMs: 300 });
  let written = 0;
  const bothWritten = waitUntil("both transactions to have written", () => written === 2);
  const inside = timeToFail(
    brisk.transaction(async (tx) => {
      await tx.execute(insert("inside"));
      written += 1;
      await bothWritten;
      proxy.silence();
      await tx.execute(sql`select 1`);
    }),
  );
  const atCommit = timeToFail(
    brisk.transaction(async (tx) => {
      await tx.execute(insert("at commit"));
      written += 1;
      await bothWritten;
      proxy.silence();
    }),
  );
  await bothWritten;
  const reading = timeToFail(database.pool.query("select 1"));
  const writing = timeToFail(database.db.execute(insert("alone")));
  expect(await inside).toBeLessThan(3_000);
  expect(await atCommit).toBeLessThan(3_000);
  expect(await reading).toBeLessThan(4_000);
  expect(await writing).toBeLessThan(4_000);
  await database.close();
  await proxy.close();
});

test("a statement on an open connection that goes silent is given up within 5.5 s", async () => {
  const proxy = await startProxy(real.url);
  const database = openDatabase({ url: proxy.url, max: 2 });
  await Promise.all([database.ping(), database.ping()]);
  await waitUntil("two open connections", () => database.pool.stats().idle === 2);
  proxy.silence();
  expect(await timeToFail(database.pool.query("select 1"))).toBeLessThan(5_500);
  await database.close();
  await proxy.close();
});

test("while backends are terminated all the time, every statement is answered within 3 s", async () => {
  const report = await runWorkload(real.url, "guarded", 8_000);
  expect(report.terminated).toBeGreaterThan(50);
  expect(report.slowestMs).toBeLessThan(3_000);
});
