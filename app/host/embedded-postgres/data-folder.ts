import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { chownTo, type Places } from "./places.ts";
import { bareEnvironment, credentials } from "./system-user.ts";

/** The superuser that initdb creates. It owns the tables. */
export const OWNER = "reservo";
/** Object ids from here on belong to objects that users create, databases among them. */
const FIRST_USER_OID = 16_384;

/**
 * Ensures that a complete data folder exists, and returns whether it had to be created. Call under the boot lock. A folder that
 * initdb left incomplete is created again. Throws when the data belongs to another major version, or is damaged and not empty.
 */
export async function ensureDataFolder(places: Places, binaries: Binaries): Promise<boolean> {
  const prefix = `${basename(places.data)}.new-`;
  for (const name of readdirSync(places.base)) if (name.startsWith(prefix)) discard(join(places.base, name));
  if (isWhole(places.data)) {
    checkMajor(places.data, binaries.major);
    return false;
  }
  if (existsSync(places.data)) {
    if (holdsDatabases(places.data))
      throw new Error(
        `The database in ${places.data} is damaged: PG_VERSION or global/pg_control is missing. ` +
          "Restore the folder from a backup, or move it away to start with an empty database.",
      );
    discard(places.data);
  }
  await make(places, binaries, prefix);
  return true;
}

/** The passwords of the server's two roles. */
export interface Passwords {
  /** of the superuser that owns the tables and migrates them */
  owner: string;
  /** of the role that the app connects as */
  app: string;
}

/**
 * Returns the passwords. They are created at the first call and stored next to the data, readable by the owner of the files
 * only.
 */
export function readPasswords(places: Places): Passwords {
  return { owner: readPassword(places.password), app: readPassword(places.appPassword) };
}

function readPassword(path: string): string {
  if (existsSync(path)) {
    const stored = readFileSync(path, "utf8").trim();
    if (stored !== "") return stored;
  }
  const password = randomBytes(24).toString("hex");
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}

function isWhole(data: string): boolean {
  return existsSync(join(data, "PG_VERSION")) && existsSync(join(data, "global", "pg_control"));
}

function holdsDatabases(data: string): boolean {
  const base = join(data, "base");
  return existsSync(base) && readdirSync(base).some((name) => Number(name) >= FIRST_USER_OID);
}

function checkMajor(data: string, major: string): void {
  const found = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (found !== major)
    throw new Error(
      `The database in ${data} was created by PostgreSQL ${found}, and this is PostgreSQL ${major}. ` +
        `Export it with a PostgreSQL ${found} (pg_dump) and import it again, or run the version of Reservo that created it.`,
    );
}

/**
 * Removes an abandoned folder. A killed process may have left an initdb that is still writing: what it adds meanwhile is
 * removed next time.
 */
function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch (error) {
    if (!basename(path).includes(".new-")) throw error;
  }
}

/** Runs initdb under a temporary name; the rename marks that it has finished and that its files are on disk. */
async function make(places: Places, binaries: Binaries, prefix: string): Promise<void> {
  const workshop = mkdtempSync(join(places.base, prefix));
  const data = join(workshop, "data");
  const password = join(workshop, "password");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(password, `${readPasswords(places).owner}\n`, { mode: 0o600 });
  for (const path of [password, data, workshop]) chownTo(places.user, path);
  try {
    await runInitdb(places, binaries, data, password);
    renameSync(data, places.data);
  } finally {
    discard(workshop);
  }
}

function runInitdb(places: Places, binaries: Binaries, data: string, password: string): Promise<void> {
  const options = [
    ...["--pgdata", data, "--username", OWNER, "--pwfile", password],
    ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"],
    ...["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
    ...["--data-checksums", "--no-instructions"],
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, options, {
      ...credentials(places.user),
      cwd: "/",
      env: bareEnvironment,
      // A separate process group: Ctrl-C in the terminal is for the app, which then decides what to end.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `PostgreSQL could not create its data folder in ${dirname(places.data)} (initdb ended with ${code ?? signal}). ` +
              `Check the free space and the permissions of ${places.user.name} there.\n${said.trim()}`,
          ),
        );
    });
  });
}
