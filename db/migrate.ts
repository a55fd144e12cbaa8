import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { type DirectClient, databaseError, openDirect, type ServerNotice } from "./client.ts";

export interface MigrateOptions {
  /** The folder of generated SQL and its journal; by default the one next to this file. */
  folder?: string;
  /** Called for each notice of the server. */
  onNotice?: (notice: ServerNotice) => void;
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

/** An arbitrary constant, which must be the same in every instance. */
const MIGRATION_LOCK = 7_368_110_421;

/**
 * Migrates the database to this version's schema. Safe to call from several instances at once: one migrates, the others wait. A
 * change that cannot get its table lock within 400 ms lets the bookings behind it proceed and is retried. Needs a direct
 * connection, which owns the lock. Throws `DatabaseIsNewer`.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<void> {
  const folder = options.folder ?? join(dirname(fileURLToPath(import.meta.url)), "migrations");
  const client = await openDirect(url, {
    applicationName: "reservo migrations",
    onNotice: options.onNotice,
  });
  try {
    await client.query("select pg_advisory_lock($1::bigint)", [MIGRATION_LOCK]);
    await refuseNewerDatabase(client, folder);
    await client.query("set lock_timeout = '400ms'");
    await withRetries(() => applyMigrations(client.db, { migrationsFolder: folder }));
  } finally {
    await client.end();
  }
}

async function refuseNewerDatabase(client: DirectClient, folder: string): Promise<void> {
  const [found] = await client.query(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as migrated",
  );
  if (!found?.migrated) return;
  const [newest] = await client.query("select max(created_at) as at from drizzle.__drizzle_migrations");
  const journal: { entries: { when: number }[] } = JSON.parse(
    await readFile(join(folder, "meta", "_journal.json"), "utf8"),
  );
  const known = Math.max(...journal.entries.map((entry) => entry.when));
  if (Number(newest?.at ?? 0) > known) throw new DatabaseIsNewer();
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
