import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Database, isPoolExhausted, openDatabase, openDirect, PoolExhausted } from "#db/client.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { startProxy } from "./connection-layer-proxy.ts";

const { url, pool: observer } = await testDatabase({ max: 1, role: "owner" });

/** Keeps a connection busy in a transaction until it is let go. */
async function occupy({ db }: Pick<Database, "db">): Promise<{ release(): void; done: Promise<void> }> {
  let release = () => {};
  const free = new Promise<void>((resolve) => {
    release = resolve;
  });
  let started = () => {};
  const begun = new Promise<void>((resolve) => {
    started = resolve;
  });
  const done = db.transaction(async () => {
    started();
    await free;
  });
  await begun;
  return { release, done };
}

const connections = async (name: string) =>
  (await observer.query("select pid from pg_stat_activity where application_name = $1", [name])).length;

test("callers are served in the order in which they came", async () => {
  const database = openDatabase({ url, max: 2 });
  const first = await occupy(database);
  const second = await occupy(database);
  const served: number[] = [];
  const callers = [1, 2, 3, 4, 5, 6].map(async (number) => {
    await database.pool.transaction(async () => {
      served.push(number);
    });
  });
  expect(database.pool.stats()).toEqual({ open: 2, idle: 0, waiting: 6, max: 2 });
  second.release();
  await Promise.all(callers);
  expect(served).toEqual([1, 2, 3, 4, 5, 6]);
  first.release();
  await first.done;
  await database.close();
});

test("a caller who waits too long is told so, and nobody waits for him after that", async () => {
  const database = openDatabase({ url, max: 1, acquireTimeoutMs: 100 });
  const busy = await occupy(database);
  await expect(database.pool.query("select 1")).rejects.toBeInstanceOf(PoolExhausted);
  expect(database.pool.stats().waiting).toBe(0);
  busy.release();
  await busy.done;
  await database.ping();
  await database.close();
});

test("reads have half of the connections in turn, and never the last ones", async () => {
  const database = openDatabase({ url, max: 5, acquireTimeoutMs: 300 });
  const { reads: db } = database;
  const busy = [await occupy({ db }), await occupy({ db })];
  const served: number[] = [];
  const readers = [1, 2].map((number) =>
    db.transaction(async () => {
      served.push(number);
    }),
  );
  expect(database.pool.stats().waiting).toBe(2);
  // The rest is free for three others at a time.
  const others = [await occupy(database), await occupy(database), await occupy(database)];
  expect(served).toEqual([]);
  busy[0]?.release();
  await Promise.all(readers);
  expect(served).toEqual([1, 2]);
  const again = await occupy({ db });
  const refused = await db.execute(sql`select 1`).catch((error) => error);
  expect(isPoolExhausted(refused)).toBe(true);
  expect(database.pool.stats().waiting).toBe(0);
  for (const each of [...busy, ...others, again]) each.release();
  await Promise.all([...busy, ...others, again].map((each) => each.done));
  await db.execute(sql`select 1`);
  await database.close();
});

test("a pool of one connection still serves reads", async () => {
  const database = openDatabase({ url, max: 1 });
  const answers = await Promise.all([1, 2, 3].map((one) => database.reads.execute(sql`select ${one}::int`)));
  expect(answers).toHaveLength(3);
  await database.close();
});

test("a crowd opens no more connections than the pool may have, and they are used again", async () => {
  const name = "pool crowd";
  const database = openDatabase({ url, max: 3, applicationName: name });
  const crowd = Array.from({ length: 40 }, () => database.pool.query("select pg_sleep(0.005)"));
  let most = 0;
  const watch = waitUntil("the crowd to pass", async () => {
    most = Math.max(most, await connections(name));
    return database.pool.stats().waiting === 0;
  });
  await Promise.all([...crowd, watch]);
  expect(most).toBe(3);
  await database.close();
  expect(await connections(name)).toBe(0);
});

test("connections that die while idle are replaced when they are needed", async () => {
  const name = "pool mortal";
  const database = openDatabase({ url, max: 2, applicationName: name });
  await Promise.all([database.ping(), database.ping()]);
  await waitUntil("two open connections", () => database.pool.stats().idle === 2);
  await observer.query(
    "select pg_terminate_backend(pid, 2000) from pg_stat_activity where application_name = $1",
    [name],
  );
  await waitUntil("the pool to notice", () => database.pool.stats().open === 0);
  await database.ping();
  expect(database.pool.stats()).toMatchObject({ open: 1, idle: 1 });
  await database.close();
});

test("closing waits for a transaction under way, and refuses those who wait and those who come", async () => {
  const database = openDatabase({ url, max: 1 });
  const busy = await occupy(database);
  const waiting = database.pool.query("select 1").catch((error: Error) => error.message);
  let closed = false;
  const closing = database.close().then(() => {
    closed = true;
  });
  expect(await waiting).toBe("The database is closed.");
  await expect(database.pool.query("select 1")).rejects.toThrow("The database is closed.");
  expect(closed).toBe(false);
  busy.release();
  await busy.done;
  await closing;
  expect(database.pool.stats().open).toBe(0);
});

test("a server that cannot be reached refuses each caller at once, and retryably", async () => {
  const nowhere = new URL(url);
  nowhere.port = "1";
  const database = openDatabase({ url: nowhere.href, max: 2 });
  const errors = await Promise.all(
    Array.from({ length: 5 }, () => database.pool.query("select 1").catch((error: Error) => error.name)),
  );
  expect(errors).toEqual(Array(5).fill("ConnectionLost"));
  expect(database.pool.stats()).toMatchObject({ open: 0, waiting: 0 });
  await database.close();
});

test("a lone statement that begins a transaction is refused, and its connection is not handed on", async () => {
  const database = openDatabase({ url, max: 1 });
  await expect(database.db.execute(sql`begin`)).rejects.toThrow();
  expect(await database.pool.query("select now() = statement_timestamp() as alone")).toEqual([
    { alone: true },
  ]);
  await database.close();
});

test("old plans are forgotten when a connection is handed out, never inside a transaction", async () => {
  const proxy = await startProxy(url);
  const database = openDatabase({ url: proxy.url, max: 1 });
  await database.pool.query("select 1");
  const discards = () => proxy.sent().split("discard plans").length - 1;
  await database.pool.transaction(async (scope) => {
    // Longer than the first age at which plans are due.
    await scope.query("select pg_sleep(0.7)");
    await scope.query("select 1");
    expect(discards()).toBe(0);
  });
  await database.pool.query("select 1");
  await database.pool.query("select 1");
  expect(discards()).toBe(1);
  await database.close();
  await proxy.close();
});

test("a direct session listens, and tells when it is over", async () => {
  const direct = await openDirect(url, { applicationName: "direct listener" });
  const heard: string[] = [];
  await direct.listen('odd "name"', (payload) => heard.push(payload));
  await observer.query("select pg_notify($1, $2)", ['odd "name"', "hello"]);
  await waitUntil("the notification", () => heard.length > 0);
  expect(heard).toEqual(["hello"]);
  await observer.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1", [
    "direct listener",
  ]);
  expect((await direct.lost).name).toBe("ConnectionLost");
  await expect(direct.query("select 1")).rejects.toThrow("lost");
});

test("on a direct session a lone statement never slips into a transaction", async () => {
  const direct = await openDirect(url);
  await direct.query("create temporary table slips (n int)");
  const refused = direct.transaction(async (scope) => {
    await scope.query("insert into slips values (1)");
    throw new Error("undo");
  });
  const lone = direct.query("insert into slips values (2)");
  await expect(refused).rejects.toThrow("undo");
  await lone;
  expect(await direct.query("select n from slips")).toEqual([{ n: 2 }]);
  await direct.end();
});
