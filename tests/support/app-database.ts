import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownerUrl } from "#app/host/embedded-postgres/connection.ts";
import { type Database, openDatabase } from "#db/client.ts";

/** Opens the embedded database of a running app as its owner, to read what the app wrote or to plant what it would not. The caller closes it. */
export function openAppDatabase(dataDir: string): Database {
  const text = (name: string) => readFileSync(join(dataDir, name), "utf8").trim();
  const url = ownerUrl(Number(text("postgres.port")), text("postgres.password"));
  return openDatabase({ url, max: 2, applicationName: "test beside the app" });
}
