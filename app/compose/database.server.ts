import { logNotices } from "#app/host/database-notices.ts";
import { startEmbeddedPostgres } from "#app/host/embedded-postgres/server.ts";
import { foldersOf } from "#app/host/folders.ts";
import { createLog } from "#app/host/logging/log.ts";
import { elapsed, pause } from "#app/platform/clock.ts";
import { type Env, EnvError, readEnv } from "#app/platform/env.ts";
import type { Log } from "#app/platform/log.ts";
import { findExcessPower, roleOfUrl } from "#db/app-role.ts";
import { openDatabase, openDirect, type PoolObserver } from "#db/client.ts";
import { type MigrateOptions, migrate } from "#db/migrate.ts";

export type Folders = ReturnType<typeof foldersOf>;

type OnNotice = ReturnType<typeof logNotices>;

/**
 * Connects to the database of DATABASE_URL, or starts the embedded one, and migrates its schema. Throws when the database does
 * not respond within 30 s. Logs a warning when the role of the app may do more than it needs.
 */
export async function startDatabase(
  env: Env,
  folders: Folders,
  { log, ...observed }: { log: Log; observe: PoolObserver; onNotice: OnNotice },
) {
  const embedded =
    env.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({ dataDir: folders.data, note: (line) => console.log(line) })
      : undefined;
  const url = env.DATABASE_URL ?? embedded?.url ?? "";
  const owner = env.DATABASE_ADMIN_URL ?? embedded?.ownerUrl;
  const options = { folder: folders.migrations, onNotice: observed.onNotice };
  // The role of the app may not exist before the owner has created it.
  if (owner) await migrateAs(owner, env.DATABASE_DIRECT_URL ?? url, options);
  const database = openDatabase({ url, max: env.DB_POOL_MAX, prepare: env.DB_PREPARE, ...observed });
  await waitFor("DATABASE_URL", () => database.ping());
  if (!owner) await migrate(env.DATABASE_DIRECT_URL ?? url, options);
  const powers = await findExcessPower(database.pool.query);
  if (powers.length > 0)
    log.warn({ powers }, `the database role ${powers.join(" and ")}; see docs/operations.md`);
  return { database, embedded };
}

/** Runs the migrations as the owner, who grants the role in `appUrl` its privileges if it is another one. */
async function migrateAs(ownerUrl: string, appUrl: string, options: MigrateOptions): Promise<void> {
  await waitFor("DATABASE_ADMIN_URL", async () => (await openDirect(ownerUrl)).end());
  const role = roleOfUrl(appUrl);
  const appRole = role?.name === roleOfUrl(ownerUrl)?.name ? undefined : role;
  await migrate(ownerUrl, { ...options, appRole });
}

/**
 * Migrates the database of DATABASE_URL and grants its role the privileges it needs, without starting the app: `npm run
 * migrate`. Instances then need no credentials of the owner.
 */
export async function migrateDatabase({ root }: { root: string }): Promise<void> {
  const env = readEnv();
  const url = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;
  if (!url) throw new EnvError("DATABASE_URL is not set. The embedded database is migrated at each start.");
  const { migrations } = foldersOf(root, env.RESERVO_DATA_DIR);
  const onNotice = logNotices(createLog({ level: env.LOG_LEVEL, pretty: false }));
  await migrateAs(env.DATABASE_ADMIN_URL ?? url, url, { folder: migrations, onNotice });
  console.log("The database is migrated.");
}

const DATABASE_WAIT_MS = 30_000;

async function waitFor(setting: string, connect: () => Promise<void>): Promise<void> {
  const started = elapsed();
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (elapsed() - started > DATABASE_WAIT_MS) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(
          `The database has not responded for ${DATABASE_WAIT_MS / 1_000} seconds (${reason}). Check ${setting}.`,
        );
      }
      await pause(500);
    }
  }
}
