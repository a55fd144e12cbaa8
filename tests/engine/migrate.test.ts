import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, it } from "vitest";
import { databaseError, openDirect } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { testDatabase } from "#tests/support/database.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const { db, url } = await testDatabase();
const folder = await temporaryFolder("migrations");
afterAll(() => folder.remove());

/** Later than every migration of the template database. */
const LATER = 4_000_000_000_000;
const HEADER = "-- outside a transaction\n";
const tables = ["first_things", "second_things", "third_things"];

/** Writes a folder of migrations with these texts, in this order. */
async function write(...texts: string[]): Promise<void> {
  await mkdir(join(folder.path, "meta"), { recursive: true });
  const entries = texts.map((_, idx) => ({
    idx,
    version: "7",
    when: LATER + idx,
    tag: `${idx}`,
    breakpoints: true,
  }));
  await writeFile(join(folder.path, "meta", "_journal.json"), JSON.stringify({ entries }));
  await Promise.all(texts.map((text, index) => writeFile(join(folder.path, `${index}.sql`), text)));
}

const run = () => migrate(url, { folder: folder.path });
const applied = async () => {
  const [row] = await db.execute<{ n: string }>(
    sql`select count(*) as n from drizzle.__drizzle_migrations where created_at >= ${LATER}`,
  );
  return Number(row?.n);
};
const existing = async () => {
  const rows = await db.execute<{ name: string }>(
    sql`select relname as name from pg_class where relname = any(array[${sql.join(tables, sql`, `)}]) order by 1`,
  );
  return rows.map(({ name }) => name);
};

beforeEach(async () => {
  await db.execute(sql`delete from drizzle.__drizzle_migrations where created_at >= ${LATER}`);
  for (const table of tables) await db.execute(sql.raw(`drop table if exists ${table}`));
});

it("applies each file in its own transaction: the files before a failed one stay, and its own part does not", async () => {
  await write(
    "create table first_things (id int)",
    "create table second_things (id int);\n--> statement-breakpoint\nselect 1 / 0",
  );
  await expect(run()).rejects.toThrow();
  expect(await existing()).toEqual(["first_things"]);
  expect(await applied()).toBe(1);
  await write("create table first_things (id int)", "create table second_things (id int)");
  await run();
  await run();
  expect(await existing()).toEqual(["first_things", "second_things"]);
  expect(await applied()).toBe(2);
});

it("holds no lock of an earlier file while a later one waits for its own", async () => {
  await write(
    "create table first_things (id int)",
    "alter table first_things add column a int",
    "alter table second_things add column a int",
  );
  await db.execute(sql`create table second_things (id int)`);
  const holder = await openDirect(url);
  let release = () => {};
  const isHeld = new Promise<void>((resolve) => {
    release = resolve;
  });
  let locked = () => {};
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve;
  });
  const holding = holder.transaction(async (scope) => {
    await scope.query("lock table second_things in access exclusive mode");
    locked();
    await isHeld;
  });
  await isLocked;
  const migrating = run();
  // Reads wait for an exclusive lock: this one returns once the second file is committed, though the third still waits.
  await expect.poll(applied, { timeout: 10_000 }).toBe(2);
  expect(await db.execute(sql`select a from first_things`)).toEqual([]);
  release();
  await holding;
  await migrating;
  await holder.end();
  expect(await applied()).toBe(3);
});

it("builds an index outside a transaction, and builds it anew if an earlier attempt left it invalid", async () => {
  await db.execute(sql`create table first_things (id int)`);
  await db.execute(sql`insert into first_things values (1), (1)`);
  await write(
    `${HEADER}create unique index concurrently if not exists "first_things_unique" on first_things (id)`,
  );
  await expect(run()).rejects.toSatisfy((error) => databaseError(error)?.code === "23505");
  const validity = sql`select indisvalid as valid from pg_index where indexrelid = 'first_things_unique'::regclass`;
  expect(await db.execute(validity)).toMatchObject([{ valid: false }]);
  expect(await applied()).toBe(0);
  await db.execute(sql`delete from first_things where ctid = (select max(ctid) from first_things)`);
  await run();
  expect(await db.execute(validity)).toMatchObject([{ valid: true }]);
  expect(await applied()).toBe(1);
});

it("lets one of several instances migrate, and the others wait for it", async () => {
  await write("create table first_things (id int)");
  await Promise.all([run(), run(), run()]);
  expect(await applied()).toBe(1);
});
