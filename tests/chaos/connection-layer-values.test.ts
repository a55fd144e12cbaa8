import { eq, sql } from "drizzle-orm";
import { date, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { arrayLiteral } from "#db/arrays.ts";
import { openDatabase } from "#db/client.ts";
import { testDatabase } from "#tests/support/database.ts";
import { waitUntil } from "#tests/support/wait-until.ts";

const { db, pool, url } = await testDatabase({ max: 1, role: "owner" });
const things = pgTable("things", {
  id: integer().primaryKey(),
  at: timestamp({ withTimezone: true }).notNull(),
  exactly: timestamp({ withTimezone: true, mode: "string" }).notNull(),
  day: date({ mode: "string" }).notNull(),
  facts: jsonb().notNull(),
  words: text().array().notNull(),
});

beforeAll(async () => {
  await pool.query(
    "create table things (id int primary key, at timestamptz not null, exactly timestamptz not null, day date not null, facts jsonb not null, words text[] not null)",
  );
});

const thing = (id: number) => ({
  id,
  at: new Date("2026-03-29T01:30:00.123Z"),
  exactly: "2026-03-29 01:30:00.123456+00",
  day: "2026-03-29",
  facts: { word: "it's", list: [1, null, "2"], deep: { yes: true } },
  words: ["", "NULL", 'a "b" \\ {c},'],
});

const backend = async () => (await pool.query<{ pid: number }>("select pg_backend_pid() as pid"))[0]?.pid;

test("dates, JSON and arrays come back as they went in, on the first connection and on its replacement", async () => {
  const first = await backend();
  await db.insert(things).values(thing(1));
  expect(await db.select().from(things)).toEqual([thing(1)]);

  await expect(pool.query("select pg_terminate_backend(pg_backend_pid())")).rejects.toThrow();
  await db.transaction(async (tx) => {
    await tx.insert(things).values(thing(2));
    expect(await tx.select().from(things).where(eq(things.id, 2))).toEqual([thing(2)]);
  });
  expect(await backend()).not.toBe(first);
  // JSON that was written twice over would be read twice over as well, and look right from here.
  expect(await pool.query("select distinct jsonb_typeof(facts) as kind from things")).toEqual([
    { kind: "object" },
  ]);
});

test("a Date in raw SQL is a moment, not a mistake", async () => {
  const moment = new Date("2026-01-01T00:00:00Z");
  const [row] = await db.execute(sql`select ${moment}::timestamptz = '2026-01-01 01:00+01' as same`);
  expect(row).toEqual({ same: true });
  expect(await pool.query("select extract(epoch from $1::timestamptz)::int as s", [moment])).toEqual([
    { s: moment.getTime() / 1000 },
  ]);
});

test("what only the caller can know how to write is refused before it is sent", async () => {
  const before = await backend();
  await expect(pool.query("select $1::jsonb", [{ a: 1 }])).rejects.toThrow(TypeError);
  await expect(pool.query("select $1::text[]", [["a"]])).rejects.toThrow("arrayLiteral()");
  await expect(pool.query("select $1::text", [undefined])).rejects.toThrow("undefined");
  expect(await backend()).toBe(before);
});

test("any list of texts survives the way to the server and back", async () => {
  const word = fc.oneof(
    fc.string({ unit: "binary" }).filter((text) => !text.includes("\0")),
    fc.constantFrom("", "NULL", "null", '"', "\\", ",", "{", "}", "{}", " ", "'", '\\"', "\n"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(word), { maxLength: 8 }), async (words) => {
      const [row] = await pool.query<{ back: unknown; json: unknown }>(
        "select $1::text[] as back, to_jsonb($1::text[]) as json",
        [arrayLiteral(words)],
      );
      // The server's own JSON says what it understood; the array says that it is read back alike.
      expect(row).toEqual({ back: words, json: words });
    }),
    { numRuns: 150 },
  );
});

test("numbers, truth values and nested arrays are read as what they are", async () => {
  const [row] = await pool.query(
    "select $1::bigint[] as big, $2::boolean[] as truth, '{{1,2},{3,NULL}}'::int[] as nested, '[0:1]={a,b}'::text[] as shifted",
    [arrayLiteral([9007199254740993n, null]), arrayLiteral([true, false])],
  );
  expect(row).toEqual({
    big: ["9007199254740993", null],
    truth: [true, false],
    nested: [
      [1, 2],
      [3, null],
    ],
    shifted: ["a", "b"],
  });
});

const prepared = "select count(*)::int as n from pg_prepared_statements";

test("a prepared statement is kept by name and used again", async () => {
  const lookup = db
    .select()
    .from(things)
    .where(eq(things.id, sql.placeholder("id")))
    .prepare("lookup");
  const count = async () => (await pool.query<{ n: number }>(prepared))[0]?.n ?? 0;
  const before = await count();
  expect(await lookup.execute({ id: 1 })).toEqual([thing(1)]);
  expect(await lookup.execute({ id: 2 })).toEqual([thing(2)]);
  expect(await count()).toBe(before + 1);
});

test("a prepared statement whose table has changed is refused as retryable once, then works", async () => {
  await pool.query("create table shifting (a int)");
  const look = () => pool.query("select * from shifting where a = $1", [1], { prepare: true });
  await look();
  await pool.query("alter table shifting add column b int");
  await waitUntil("the statement to be prepared anew", () => look().then(() => true));
});

test("without `prepare` nothing named is left in the session", async () => {
  const shared = openDatabase({ url, max: 1, prepare: false });
  const lookup = shared.db
    .select()
    .from(things)
    .where(eq(things.id, sql.placeholder("id")))
    .prepare("lookup");
  await lookup.execute({ id: 1 });
  await shared.pool.query("select $1::int", [1], { prepare: true });
  expect(await shared.pool.query(prepared)).toEqual([{ n: 0 }]);
  await shared.close();
});
