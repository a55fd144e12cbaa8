import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { listSessions } from "#app/events/find-events.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import { databaseError } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const { db, owner } = await testDatabase();
const ctx = await makeOrganization(db);
const made = await makeEvent(ctx);
await createKey(ctx, { name: "Test", scopes: ["read"] });

/** The columns of instants that people or programs set. */
const SET_BY_OTHERS: [table: string, column: string][] = [
  ["events", "opens_at"],
  ["sessions", "starts_at"],
  ["sessions", "ends_at"],
  ["resources", "opens_at"],
  ["resources", "closes_at"],
  ["resources", "cancel_until"],
  ["api_keys", "expires_at"],
];

const update = (table: string, changes: string) => db.execute(sql.raw(`update ${table} set ${changes}`));
const constraintOf = (error: unknown) => databaseError(error)?.constraint;

/** A session has both of its ends in the same years, so that only the bounds can refuse it. */
function changeOf(table: string, column: string, instant: string): string {
  if (table !== "sessions") return `${column} = '${instant}'`;
  const [start, end] =
    column === "starts_at" ? [`'${instant}'`, "'infinity'"] : ["'-infinity'", `'${instant}'`];
  return `starts_at = ${start}, ends_at = ${end}`;
}

test.each(SET_BY_OTHERS)(
  "the database refuses %s.%s outside the years 1900 to 2200, by name",
  async (table, column) => {
    for (const instant of ["1899-12-31 23:59:59.999+00", "2201-01-01 00:00:00+00", "-infinity", "infinity"]) {
      const refused = await update(table, changeOf(table, column, instant)).then(
        () => undefined,
        constraintOf,
      );
      expect(refused, instant).toBe(`${table}_instants`);
    }
  },
);

test.each([
  ["1900-01-01 00:00:00+00", "1900-01-01 00:00:01+00"],
  ["2200-12-31 23:59:58.999+00", "2200-12-31 23:59:59.999+00"],
])("a session from %s to %s is kept, and read as it is", async (startsAt, endsAt) => {
  await update("sessions", `starts_at = '${startsAt}', ends_at = '${endsAt}'`);
  await update("resources", `opens_at = '${startsAt}', closes_at = '${endsAt}', cancel_until = null`);
  const [session] = await listSessions(ctx, made.event.id, { limit: 1 });
  expect(session).toMatchObject({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) });
});

/** The migration of the bounds, with those before it; later ones stay applied. */
const folder = await temporaryFolder("migrations");
afterAll(folder.remove);
const MIGRATIONS = fileURLToPath(new URL("../../db/migrations", import.meta.url));
await cp(MIGRATIONS, folder.path, { recursive: true });
const journalFile = join(folder.path, "meta", "_journal.json");
const journal: { entries: { tag: string; when: number }[] } = JSON.parse(await readFile(journalFile, "utf8"));
const bounds = journal.entries.findIndex(({ tag }) => tag === "0014_instants");
await writeFile(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, bounds + 1) }));

/** Sets the database back to before the bounds, with what was possible then. */
async function beforeTheBounds(): Promise<void> {
  for (const table of ["events", "sessions", "resources", "api_keys"]) {
    await owner.db.execute(sql.raw(`alter table ${table} drop constraint ${table}_instants`));
  }
  await owner.db.execute(sql`delete from drizzle.__drizzle_migrations
    where created_at >= ${journal.entries[bounds]?.when}`);
}

async function migrateAgain(): Promise<string[]> {
  const reports: string[] = [];
  await migrate(owner.url, {
    folder: folder.path,
    onNotice: ({ severity, message }) => void (severity === "WARNING" && reports.push(message)),
  });
  return reports;
}

/** What sessions began and ended at, and what the migration makes of it. */
const MOVED_SESSIONS: [before: [string, string], after: [string, string]][] = [
  [
    ["0027-05-01 18:00+00", "0027-05-01 20:00+00"],
    ["1900-01-01 00:00+00", "1900-01-01 02:00+00"],
  ],
  [
    ["0027-05-01 18:00+00", "2027-05-01 20:00+00"],
    ["1900-01-01 00:00+00", "2027-05-01 20:00+00"],
  ],
  [
    ["-infinity", "0044-03-15 00:00+00 BC"],
    ["1900-01-01 00:00+00", "1900-01-01 01:00+00"],
  ],
  [
    ["2027-05-01 18:00+00", "20270-05-01 20:00+00"],
    ["2027-05-01 18:00+00", "2200-12-31 23:59+00"],
  ],
  [
    ["33658-09-27 00:00+00", "33658-09-29 00:00+00"],
    ["2200-12-29 23:59+00", "2200-12-31 23:59+00"],
  ],
  [
    ["-infinity", "infinity"],
    ["1900-01-01 00:00+00", "2200-12-31 23:59+00"],
  ],
  [
    ["2200-12-31 23:59:30+00", "2201-01-01 00:59:30+00"],
    ["2200-12-31 22:59+00", "2200-12-31 23:59+00"],
  ],
];

test("a migration reports how many rows of which tables lie outside, and moves them to the nearest bound", async () => {
  await beforeTheBounds();
  const inRange = await makeEvent(ctx);
  await update("events", `opens_at = '0027-05-01 18:00+00' where id = '${made.event.id}'`);
  await update("resources", `closes_at = '0027-05-01 18:00+00' where id = '${made.session.id}'`);
  await update("api_keys", "expires_at = 'infinity'");
  const { sessions } = await makeEvent(ctx, { sessions: MOVED_SESSIONS.length });
  for (const [index, session] of sessions.entries()) {
    const [startsAt, endsAt] = MOVED_SESSIONS[index]?.[0] ?? [];
    await update("sessions", `starts_at = '${startsAt}', ends_at = '${endsAt}' where id = '${session.id}'`);
  }
  const versions = async () =>
    db.execute<{ id: string; version: string }>(sql`select id, version from events order by created_at`);
  const before = await versions();

  const reports = await migrateAgain();
  expect(reports).toEqual([
    expect.stringMatching(/^sessions: 7 rows /),
    expect.stringMatching(/^events: 1 rows /),
    expect.stringMatching(/^resources: 1 rows /),
    expect.stringMatching(/^api_keys: 1 rows /),
  ]);
  for (const [index, session] of sessions.entries()) {
    const [moved] = await db.execute<{ starts_at: string; ends_at: string }>(
      sql`select starts_at, ends_at from sessions where id = ${session.id}`,
    );
    const [startsAt = "", endsAt = ""] = MOVED_SESSIONS[index]?.[1] ?? [];
    const instant = (text: string) => new Date(text).toISOString();
    expect([instant(moved?.starts_at ?? ""), instant(moved?.ends_at ?? "")]).toEqual(
      [startsAt, endsAt].map(instant),
    );
  }
  const [opened] = await db.execute(sql`select
    (select opens_at = '1900-01-01 00:00+00' from events where id = ${made.event.id}) as opens,
    (select closes_at = '1900-01-01 00:00+00' from resources where id = ${made.session.id}) as closes,
    (select every(expires_at = '2200-12-31 23:59+00') from api_keys) as expires`);
  expect(opened).toEqual({ opens: true, closes: true, expires: true });

  const grown = (await versions()).filter(({ version }, index) => version !== before[index]?.version);
  expect(grown.map(({ id }) => id)).not.toContain(inRange.event.id);
  expect(grown).toHaveLength(2);
});

test("where all rows are in bounds, the migration reports nothing", async () => {
  await beforeTheBounds();
  expect(await migrateAgain()).toEqual([]);
});
