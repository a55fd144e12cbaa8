import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { databaseError, isRetryable, openDatabase } from "#db/client.ts";
import { type FoldedStatement, finishWith, runTogether } from "#db/statements.ts";
import { testDatabase } from "#tests/support/database.ts";
import { startProxy } from "./connection-layer-proxy.ts";

const { db, pool, url } = await testDatabase({ max: 2, role: "owner" });

beforeAll(async () => {
  await pool.query("create table told (word text constraint told_once primary key)");
});
beforeEach(async () => {
  await pool.query("delete from told");
});

const tell = (word: string | null): FoldedStatement => ({
  name: "tell",
  values: [word],
  text: "with kept as (insert into told values ($1::text)) select 1",
});
const told = async () =>
  (await pool.query<{ word: string }>("select word from told order by 1")).map((row) => row.word);
const say = (value: string): FoldedStatement => ({
  name: "say",
  text: "select $1::text as said",
  values: [value],
});
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test("several statements answer their rows in order, inside the one transaction that their message began", async () => {
  const rows = await db.transaction(async (tx) => {
    const together = await runTogether(tx, [
      say("first"),
      { name: "many", text: "select n from generate_series(1, $1::int) as n", values: [3] },
      { name: "none", text: "select 1 as n where $1::boolean", values: ["false"] },
    ]);
    const [state] = await tx.execute(sql`select now() = statement_timestamp() as alone`);
    return [...together.map((each) => [...each]), state];
  });
  expect(rows).toEqual([[{ said: "first" }], [{ n: 1 }, { n: 2 }, { n: 3 }], [], { alone: false }]);
});

test("a statement sees what was committed after the one before it in the message began to wait", async () => {
  await pool.query("insert into told values ('lock')");
  let looked: unknown;
  const holding = db.transaction(async (holder) => {
    await holder.execute(sql`select 1 from told where word = 'lock' for update`);
    const waiting = db.transaction((tx) =>
      runTogether(tx, [
        { name: "lock", text: "select 1 from told where word = 'lock' for update", values: [] },
        { name: "count", text: "select count(*)::int as number from told", values: [] },
      ]),
    );
    looked = waiting.then((rows) => rows[1]?.[0]);
    await holder.execute(sql`insert into told values ('committed while it waited')`);
    await holder.execute(sql`select pg_sleep(0.05)`);
  });
  await holding;
  expect(await looked).toEqual({ number: 2 });
});

test("any text survives being written into a statement, whatever the session takes a backslash for", async () => {
  const texts = fc.array(
    fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !text.includes("\0")),
    {
      maxLength: 10,
    },
  );
  const tricky = [
    "'",
    "''",
    "\\",
    "\\'",
    "';drop table told;--",
    "$1",
    "$tag$",
    "E'\\x41'",
    "\n",
    "😀\\'",
    "",
  ];
  for (const setting of ["on", "off"]) {
    const check = async (words: string[]) => {
      const back = await db.transaction(async (tx) => {
        await tx.execute(sql.raw(`set local standard_conforming_strings = ${setting}`));
        const rows = words.length > 0 ? await runTogether(tx, words.map(say)) : [];
        return rows.map(([row]) => (row as { said: string }).said);
      });
      expect(back).toEqual(words);
    };
    await check(tricky);
    await fc.assert(fc.asyncProperty(texts, check), { numRuns: 60 });
  }
});

test("null is null, and a NUL character is refused before anything is sent", async () => {
  const [rows] = await db.transaction((tx) =>
    runTogether(tx, [{ name: "null", text: "select $1::text is null as yes", values: [null] }]),
  );
  expect(rows).toEqual([{ yes: true }]);
  const work = db.transaction(async (tx) => {
    await runTogether(tx, [tell("kept?")]);
    finishWith(tx, tell("a\0b"));
  });
  await expect(work).rejects.toThrow(RangeError);
  expect(await told()).toEqual([]);
});

test("what goes with COMMIT is committed, and what it trips over rejects the transaction by its name", async () => {
  await db.transaction(async (tx) => finishWith(tx, tell("alone")));
  expect(await told()).toEqual(["alone"]);
  const error = await failure(
    db.transaction(async (tx) => {
      await runTogether(tx, [tell("lost with it")]);
      finishWith(tx, tell("alone"));
    }),
  );
  expect(databaseError(error)).toEqual({ code: "23505", constraint: "told_once" });
  expect(await told()).toEqual(["alone"]);
  // The connection serves the next one.
  await db.transaction(async (tx) => finishWith(tx, tell("next")));
  expect(await told()).toEqual(["alone", "next"]);
});

test("when one fails those behind it are not run, and an error that was swallowed ends in no commit", async () => {
  const broken: FoldedStatement = { name: "broken", text: "select 1 / $1::int as n", values: [0] };
  const error = await failure(
    db.transaction(async (tx) => {
      expect(databaseError(await failure(runTogether(tx, [tell("before"), broken, tell("behind")])))).toEqual(
        {
          code: "22012",
        },
      );
      return "done";
    }),
  );
  expect(databaseError(error)).toEqual({ code: "22012" });
  expect(await told()).toEqual([]);
});

test("work that throws sends nothing of what it had laid up for COMMIT", async () => {
  const work = db.transaction(async (tx) => {
    finishWith(tx, tell("laid up"));
    throw new RangeError("no");
  });
  await expect(work).rejects.toThrow(RangeError);
  expect(await told()).toEqual([]);
});

test("a transaction that sends nothing has nothing to begin", async () => {
  const network = await startProxy(url);
  const database = openDatabase({ url: network.url, max: 1 });
  await database.ping();
  expect(await database.db.transaction(async () => "nothing")).toBe("nothing");
  expect(network.sent()).not.toContain("begin");
  await database.close();
  await network.close();
});

test("a kept statement whose table has changed is kept anew at the next attempt", async () => {
  const all: FoldedStatement = { name: "all", text: "select * from told", values: [] };
  const single = openDatabase({ url, max: 1 });
  const ask = () => single.db.transaction((tx) => runTogether(tx, [all]));
  await ask();
  await pool.query("alter table told add column more int");
  const error = await failure(ask());
  expect(isRetryable(error)).toBe(true);
  expect(await ask()).toEqual([[]]);
  await pool.query("alter table told drop column more");
  await single.close();
});

test("a session keeps so many statements and no more, and those that it dropped still run", async () => {
  const single = openDatabase({ url, max: 1 });
  const numbered = (n: number): FoldedStatement => ({ name: "n", text: `select ${n} as n`, values: [] });
  for (let n = 0; n < 250; n++) await single.db.transaction((tx) => runTogether(tx, [numbered(n)]));
  const [kept] = await single.pool.query("select count(*)::int as number from pg_prepared_statements");
  expect(kept).toEqual({ number: 200 });
  expect(await single.db.transaction((tx) => runTogether(tx, [numbered(0)]))).toEqual([[{ n: 0 }]]);
  await single.close();
});

test("where sessions are shared nothing is kept in them, and the values stand in the text", async () => {
  const network = await startProxy(url);
  const shared = openDatabase({ url: network.url, max: 1, prepare: false });
  await shared.db.transaction(async (tx) => {
    const rows = await runTogether(tx, [say("it's $1, \\ and all")]);
    expect(rows).toEqual([[{ said: "it's $1, \\ and all" }]]);
    finishWith(tx, tell("shared"));
  });
  expect(await told()).toEqual(["shared"]);
  expect(network.sent()).not.toMatch(/prepare|execute/);
  await shared.close();
  await network.close();
});
