import { hasOwner, renewSetUpToken } from "#app/auth/set-up.server.ts";
import type { Env } from "#app/platform/env.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { Log } from "#app/platform/log.ts";
import type { Database } from "#db/client.ts";

interface AddressOptions {
  /** URL of the example website, if it runs. */
  site: string | undefined;
  database: Database;
  origin: string;
  env: Env;
  log: Log;
}

/** Prints the URL and, until the deployment has an owner, the set-up link. */
export async function printAddresses({ database, origin, env, log, site }: AddressOptions): Promise<void> {
  if (env.DATABASE_URL && !env.PUBLIC_ORIGIN) {
    log.warn({}, "PUBLIC_ORIGIN is not set: trusting the Host header");
  }
  console.log(`\nReservo is running at ${origin}`);
  if (site) console.log(`An example website with its forms: ${site}`);
  if (await hasOwner(database.db)) {
    console.log(`Sign in: ${paths.absolute(origin, paths.signIn())}\n`);
    return;
  }
  const token = await renewSetUpToken(database.db);
  console.log(`Set up: ${paths.absolute(origin, paths.setUp(token))}`);
  console.log("Open this link once to become the owner.\n");
}
