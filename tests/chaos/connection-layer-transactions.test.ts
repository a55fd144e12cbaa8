import { eq, sql } from "drizzle-orm";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { ConnectionLost, databaseError, isRetryable, TransactionAborted, type Tx } from "#db/client.ts";
import { endUnwritten } from "#db/statements.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const { db, pool, withLimits } = await testDatabase({ max: 4, role: "owner" });
const notes = pgTable("notes", { id: integer().primaryKey(), word: text().notNull() });

beforeAll(async () => {
  await pool.query(`create table notes (
    id int constraint notes_id primary key,
    word text not null,
    constraint notes_word unique (word) deferrable initially deferred)`);
});
beforeEach(async () => {
  await pool.query("delete from notes");
});

const note = (id: number, word = `word ${id}`) => ({ id, word });
const kept = async () => (await db.select().from(notes).orderBy(notes.id)).map((row) => row.id);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Terminates the backend that the transaction runs on, and waits until the server has let go of it. */
async function terminate(tx: Tx): Promise<void> {
  const [session] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  await pool.query("select pg_terminate_backend($1, 2000)", [session?.pid]);
}

test("work that throws is rolled back and its error comes through", async () => {
  const work = db.transaction(async (tx) => {
    await tx.insert(notes).values(note(1));
    throw new RangeError("no");
  });
  await expect(work).rejects.toThrow(RangeError);
  expect(await kept()).toEqual([]);
});

test("a broken constraint rolls back the transaction and is known by its name", async () => {
  await db.insert(notes).values(note(1));
  const error = await failure(
    db.transaction(async (tx) => {
      await tx.insert(notes).values(note(2));
      await tx.insert(notes).values(note(1, "other"));
    }),
  );
  expect(databaseError(error)).toEqual({ code: "23505", constraint: "notes_id" });
  expect(isRetryable(error)).toBe(false);
  expect(await kept()).toEqual([1]);
});

test("a constraint that breaks at COMMIT rejects the transaction by its name", async () => {
  const error = await failure(
    db.transaction((tx) => tx.insert(notes).values([note(1, "same"), note(2, "same")])),
  );
  expect(databaseError(error)).toEqual({ code: "23505", constraint: "notes_word" });
  expect(await kept()).toEqual([]);
});

test("a transaction whose error was swallowed is not taken for committed", async () => {
  const error = await failure(
    db.transaction(async (tx) => {
      await tx.insert(notes).values(note(1));
      await failure(tx.execute(sql`select 1 / 0`));
      return "done";
    }),
  );
  expect(error).toBeInstanceOf(TransactionAborted);
  expect(databaseError(error)).toEqual({ code: "22012" });
  expect(await kept()).toEqual([]);
});

test("a transaction that ends unwritten answers, gives its locks back and keeps nothing", async () => {
  await db.insert(notes).values(note(1));
  const word = await db.transaction(async (tx) => {
    const [row] = await tx.select().from(notes).where(eq(notes.id, 1)).for("update");
    await tx.insert(notes).values(note(2));
    endUnwritten(tx);
    return row?.word;
  });
  expect(word).toBe("word 1");
  expect(await kept()).toEqual([1]);
  const free = db.transaction((tx) => tx.select().from(notes).for("update", { noWait: true }));
  expect(await free).toHaveLength(1);
});

test("a swallowed error is told at an unwritten end too", async () => {
  const work = db.transaction(async (tx) => {
    await failure(tx.execute(sql`select 1 / 0`));
    endUnwritten(tx);
  });
  await expect(work).rejects.toThrow(TransactionAborted);
});

test("a savepoint that throws undoes its own work only", async () => {
  await db.transaction(async (tx) => {
    await tx.insert(notes).values(note(1));
    await failure(
      tx.transaction(async (inner) => {
        await inner.insert(notes).values(note(2));
        await inner.insert(notes).values(note(1));
      }),
    );
    await tx.transaction((inner) => inner.insert(notes).values(note(3)));
  });
  expect(await kept()).toEqual([1, 3]);
});

test("a savepoint whose error was swallowed is undone and says so", async () => {
  await db.transaction(async (tx) => {
    await tx.insert(notes).values(note(1));
    const error = await failure(
      tx.transaction(async (inner) => {
        await inner.insert(notes).values(note(2));
        await failure(inner.execute(sql`select 1 / 0`));
      }),
    );
    expect(databaseError(error)).toEqual({ code: "22012" });
  });
  expect(await kept()).toEqual([1]);
});

test("a backend that dies between two statements takes both along, and what follows is not sent", async () => {
  let after: unknown;
  const work = db.transaction(async (tx) => {
    await tx.insert(notes).values(note(1));
    await terminate(tx);
    after = await failure(tx.insert(notes).values(note(2)));
    await tx.insert(notes).values(note(3));
  });
  const error = await failure(work);
  expect(error).toBeInstanceOf(ConnectionLost);
  expect(isRetryable(error)).toBe(true);
  await waitUntil("the second statement's answer", () => after);
  expect(isRetryable(after)).toBe(true);
  expect(await kept()).toEqual([]);
});

test("a transaction ends with its connection even while its work waits for something else", async () => {
  const work = withLimits({ idleInTransactionTimeoutMs: 100 }).transaction(async (tx) => {
    await tx.insert(notes).values(note(1));
    await new Promise(() => {});
  });
  expect(await failure(work)).toBeInstanceOf(ConnectionLost);
  expect(await kept()).toEqual([]);
});

test("a handle that outlives its transaction is refused", async () => {
  let outlived: Tx | undefined;
  await db.transaction(async (tx) => {
    outlived = tx;
    await tx.insert(notes).values(note(1));
  });
  const error = await failure(outlived?.insert(notes).values(note(2)) ?? Promise.resolve());
  expect(String((error as Error).cause)).toContain("transaction is over");
  expect(await kept()).toEqual([1]);
});

test("every transaction carries its limits, and no other session keeps them", async () => {
  const show = sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
    current_setting('idle_in_transaction_session_timeout') as idle`;
  const usual = { statement: "3s", lock: "1500ms", idle: "5s" };
  expect(await db.transaction((tx) => tx.execute(show))).toEqual([usual]);
  const patient = withLimits({ statementTimeoutMs: 60_000 });
  expect(await patient.transaction((tx) => tx.execute(show))).toEqual([{ ...usual, statement: "1min" }]);
  expect(await db.execute(show)).toEqual([usual]);
});

test("a statement beyond its limit is a retryable refusal of the server, and the connection lives on", async () => {
  const slow = withLimits({ statementTimeoutMs: 50 }).transaction((tx) =>
    tx.execute(sql`select pg_sleep(2)`),
  );
  const error = await failure(slow);
  expect(databaseError(error)).toEqual({ code: "57014" });
  expect(isRetryable(error)).toBe(true);
  expect(pool.stats().idle).toBeGreaterThan(0);
});

test("a lock that is not given in time is a retryable refusal", async () => {
  await db.insert(notes).values(note(1));
  const touch = (tx: Tx) => tx.update(notes).set({ word: "new" }).where(eq(notes.id, 1));
  await db.transaction(async (tx) => {
    await touch(tx);
    const error = await failure(withLimits({ lockTimeoutMs: 50 }).transaction(touch));
    expect(databaseError(error)).toEqual({ code: "55P03" });
    expect(isRetryable(error)).toBe(true);
  });
});

test("the isolation level asked for is the one that is used", async () => {
  const level = await db.transaction((tx) => tx.execute(sql`show transaction_isolation`), {
    isolationLevel: "repeatable read",
  });
  expect(level).toEqual([{ transaction_isolation: "repeatable read" }]);
});
