import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, it } from "vitest";
import { type DirectClient, databaseError, openDirect } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { testDatabase } from "#tests/support/database.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const { db, url } = await testDatabase({ role: "owner" });
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

/** Starts a transaction that runs one statement and stays open until `end` is called. */
function openTransaction(client: DirectClient, statement: string) {
  let [begin, end] = [() => {}, () => {}];
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const over = client.transaction(async (scope) => {
    await scope.query(statement);
    begin();
    await ended;
  });
  return { begun, end, over };
}

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
  const { begun, end, over } = openTransaction(holder, "lock table second_things in access exclusive mode");
  await begun;
  const migrating = run();
  // Reads wait for an exclusive lock: this one returns once the second file is committed, though the third still waits.
  await expect.poll(applied, { timeout: 10_000 }).toBe(2);
  expect(await db.execute(sql`select a from first_things`)).toEqual([]);
  end();
  await over;
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

it("builds an index while a transaction that changes the table stays open for longer than a lock may be awaited", async () => {
  await db.execute(sql`create table first_things (id int)`);
  await write(`${HEADER}create index concurrently if not exists "first_things_id" on first_things (id)`);
  const writer = await openDirect(url);
  const { begun, end, over } = openTransaction(writer, "insert into first_things values (1)");
  await begun;
  const migrating = run();
  await expect
    .poll(async () => {
      const waiting =
        await db.execute(sql`select from pg_stat_progress_create_index where phase like 'waiting%'
        and current_timestamp - (select min(query_start) from pg_stat_activity where query ilike '%first_things_id%'
          and pid <> pg_backend_pid()) > interval '600 milliseconds'`);
      return waiting.length;
    })
    .toBe(1);
  end();
  await over;
  await migrating;
  await writer.end();
  expect(await applied()).toBe(1);
});

it("lets one of several instances migrate, and the others wait for it", async () => {
  await write("create table first_things (id int)");
  await Promise.all([run(), run(), run()]);
  expect(await applied()).toBe(1);
});
