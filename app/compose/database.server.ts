import type { logNotices } from "#app/host/database-notices.ts";
import { startEmbeddedPostgres } from "#app/host/embedded-postgres/server.ts";
import type { foldersOf } from "#app/host/folders.ts";
import { elapsed, pause } from "#app/platform/clock.ts";
import type { Env } from "#app/platform/env.ts";
import { type Database, openDatabase, type PoolObserver } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";

export type Folders = ReturnType<typeof foldersOf>;

/**
 * Connects to the database of DATABASE_URL, or starts the embedded one, and migrates its schema. Throws when the database does
 * not respond within 30 s.
 */
export async function startDatabase(
  env: Env,
  folders: Folders,
  observed: { observe: PoolObserver; onNotice: ReturnType<typeof logNotices> },
) {
  const embedded =
    env.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({ dataDir: folders.data, note: (line) => console.log(line) })
      : undefined;
  const url = env.DATABASE_URL ?? embedded?.url ?? "";
  const database = openDatabase({ url, max: env.DB_POOL_MAX, prepare: env.DB_PREPARE, ...observed });
  await waitForDatabase(database);
  const { onNotice } = observed;
  await migrate(env.DATABASE_DIRECT_URL ?? url, { folder: folders.migrations, onNotice });
  return { database, embedded };
}

const DATABASE_WAIT_MS = 30_000;

async function waitForDatabase(database: Database): Promise<void> {
  const started = elapsed();
  for (;;) {
    try {
      return await database.ping();
    } catch (error) {
      if (elapsed() - started > DATABASE_WAIT_MS) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(
          `The database has not responded for ${DATABASE_WAIT_MS / 1_000} seconds (${reason}). Check DATABASE_URL.`,
        );
      }
      await pause(500);
    }
  }
}
