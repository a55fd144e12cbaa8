import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readEnv } from "#app/platform/env.ts";
import { roleOfUrl } from "#db/app-role.ts";
import { checkDatabase, type DatabaseReport } from "#db/doctor.ts";
import { startEmbeddedPostgres } from "./embedded-postgres/server.ts";
import { foldersOf } from "./folders.ts";

// `npm run doctor`: examines the database that Reservo would use with the same settings, and exits with the diagnosis.
const root = fileURLToPath(new URL("../..", import.meta.url));
const print = (line: string) => console.log(line);

async function diagnose(): Promise<DatabaseReport> {
  if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
  const env = readEnv();
  const url = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;
  if (url !== undefined) return checkDatabase(url, print);

  const { data } = foldersOf(root, env.RESERVO_DATA_DIR);
  // Starting a server on an empty folder would create a database, and the doctor must not change anything.
  if (!existsSync(join(data, "postgres.password"))) {
    print(`There is no database in ${data}. Set DATABASE_URL or RESERVO_DATA_DIR, or start Reservo once.`);
    return 2;
  }
  const embedded = await startEmbeddedPostgres({ dataDir: data, note: print });
  try {
    // As the owner: a folder of an earlier version has not granted the role of the app anything yet.
    return await checkDatabase(embedded.ownerUrl, print, roleOfUrl(embedded.url)?.name);
  } finally {
    await embedded.stop();
  }
}

try {
  process.exitCode = await diagnose();
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
