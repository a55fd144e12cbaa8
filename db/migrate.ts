import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import { type AppRole, grantToApp } from "./app-role.ts";
import { type DirectClient, databaseError, openDirect, type ServerNotice } from "./client.ts";

export interface MigrateOptions {
  /** The folder of generated SQL and its journal; by default the one next to this file. */
  folder?: string;
  /** Called for each notice of the server. */
  onNotice?: (notice: ServerNotice) => void;
  /** The role that the app connects as, if it is not the one that migrates. */
  appRole?: AppRole | undefined;
}

/** The database was migrated by a newer Reservo than this one; starting could damage its data. */
class DatabaseIsNewer extends Error {
  constructor() {
    super(
      "The database belongs to a newer Reservo: it has migrations that this version does not know. " +
        "Start that version, or restore a backup made before it.",
    );
    this.name = "DatabaseIsNewer";
  }
}

/** The role may not migrate the database, create the role of the app, or grant it its privileges. */
class MayNotMigrate extends Error {
  constructor(cause: unknown) {
    super(
      `The database needs a migration that its role may not apply (${cause instanceof Error ? cause.message : cause}). ` +
        'Set DATABASE_ADMIN_URL to the owner of the tables, or run "npm run migrate" with it before the start.',
      { cause },
    );
    this.name = "MayNotMigrate";
  }
}

const INSUFFICIENT_PRIVILEGE = "42501";

/**
 * The first line of a file whose statements run outside a transaction, such as `create index concurrently`. If one fails, the
 * whole file runs again, so each statement must be repeatable.
 */
const OUTSIDE_TRANSACTION = "-- outside a transaction";

/** An arbitrary constant, which must be the same in every instance. */
const MIGRATION_LOCK = 7_368_110_421;

/**
 * Migrates the database to this version's schema, each file in its own transaction, so that no lock outlasts its file, and then
 * grants `appRole` its privileges. Safe to call from several instances at once: one migrates, the others wait. A file that
 * cannot get a table lock within 400 ms lets the bookings behind it proceed and is retried. Needs a direct connection, which
 * owns the lock. A role without privileges on the schema may call it when nothing is to be migrated. Throws `DatabaseIsNewer`,
 * `MayNotMigrate`, and the error of a file; the files before it stay applied.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<void> {
  const folder = options.folder ?? join(dirname(fileURLToPath(import.meta.url)), "migrations");
  const client = await openDirect(url, {
    applicationName: "reservo migrations",
    onNotice: options.onNotice,
  });
  try {
    await client.query("select pg_advisory_lock($1::bigint)", [MIGRATION_LOCK]);
    const pending = await findPending(client, folder);
    if (pending.length > 0) await createList(client);
    for (const file of pending) await withRetries(() => apply(client, file));
    if (options.appRole) await grantToApp(client.query, options.appRole);
  } catch (error) {
    throw databaseError(error)?.code === INSUFFICIENT_PRIVILEGE ? new MayNotMigrate(error) : error;
  } finally {
    await client.end();
  }
}

/** Returns the files that the database lacks, in their order. Throws DatabaseIsNewer. */
async function findPending(client: DirectClient, folder: string): Promise<MigrationMeta[]> {
  const [found] = await client.query(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as migrated",
  );
  const [newest] = found?.migrated
    ? await client.query("select max(created_at) as at from drizzle.__drizzle_migrations")
    : [];
  const at = Number(newest?.at ?? 0);
  const journal: { entries: { when: number }[] } = JSON.parse(
    await readFile(join(folder, "meta", "_journal.json"), "utf8"),
  );
  if (at > Math.max(...journal.entries.map((entry) => entry.when))) throw new DatabaseIsNewer();
  return readMigrationFiles({ migrationsFolder: folder }).filter(({ folderMillis }) => folderMillis > at);
}

/** Creates the list of applied files, as drizzle-kit names it. */
async function createList(client: DirectClient): Promise<void> {
  await client.query("create schema if not exists drizzle");
  await client.query(`create table if not exists drizzle.__drizzle_migrations (
    id serial primary key, hash text not null, created_at bigint)`);
}

type Run = (text: string, params?: readonly unknown[]) => Promise<unknown>;

async function apply(client: DirectClient, { sql, hash, folderMillis }: MigrationMeta): Promise<void> {
  const applyWith = async (run: Run) => {
    for (const statement of sql) await run(statement);
    await run("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", [
      hash,
      folderMillis,
    ]);
  };
  if (!sql[0]?.startsWith(OUTSIDE_TRANSACTION)) {
    await client.query("set lock_timeout = '400ms'");
    return client.transaction((scope) => applyWith((text, params) => scope.query(text, params)));
  }
  // Building an index concurrently waits for open transactions, and nothing waits for it meanwhile.
  await client.query("set lock_timeout = 0");
  await dropUnfinishedIndexes(client, sql);
  await applyWith((text, params) => client.query(text, params));
}

/** Drops the indexes that an earlier attempt at these statements left invalid, since `if not exists` would keep them. */
async function dropUnfinishedIndexes(client: DirectClient, statements: string[]): Promise<void> {
  const unfinished = await client.query<{ name: string }>(
    "select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where not i.indisvalid",
  );
  for (const { name } of unfinished) {
    if (!statements.some((text) => text.includes(`"${name}"`))) continue;
    await client.query(`drop index concurrently if exists "${name}"`);
  }
}

async function withRetries(work: () => Promise<void>, attempts = 20): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const lockTaken = databaseError(error)?.code === "55P03";
      if (!lockTaken || attempt >= attempts) throw error;
      await pause(200 + 50 * attempt);
    }
  }
}
