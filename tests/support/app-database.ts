import { readFileSync } from "node:fs";
import { join } from "node:path";
import { databaseUrl } from "#app/host/embedded-postgres/connection.ts";
import { type Database, openDatabase } from "#db/client.ts";

/** Opens the embedded database of a running app, to read what the app wrote. The caller closes it. */
export function openAppDatabase(dataDir: string): Database {
  const text = (name: string) => readFileSync(join(dataDir, name), "utf8").trim();
  const url = databaseUrl(Number(text("postgres.port")), text("postgres.password"));
  return openDatabase({ url, max: 2, applicationName: "test beside the app" });
}
