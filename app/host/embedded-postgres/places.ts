import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { errorCode } from "./fifo.ts";
import { canEnter, chooseSystemUser, type SystemUser } from "./system-user.ts";

/** Paths of one embedded server, and the user it runs as. */
export interface Places {
  user: SystemUser;
  /** the folder that the caller chose: secrets, log, locks */
  home: string;
  /** holds the data and, where needed, a copy of the binaries; the same as `home` where the user can reach that */
  base: string;
  data: string;
  log: string;
  /** the owner's password */
  password: string;
  /** the password of the role that the app connects as */
  appPassword: string;
  /** FIFO: every process that uses the server has the writing end open */
  hold: string;
  /** file to which the keeper copies each line that it reads from the FIFO */
  held: string;
  port: string;
}

const PERSISTENT_TEMPORARY = "/var/tmp";

/**
 * Returns the absolute path of the caller's folder, and creates it if it is missing. Throws when this process may not write in
 * it.
 */
export function makeHome(dataDir: string): string {
  const path = resolve(dataDir);
  if (!existsSync(path)) {
    mkdirSync(path, { recursive: true });
    // As root, the server runs as another user, who needs to traverse the folder; all secrets in it have restrictive modes.
    chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
  }
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(
      `The data folder ${path} is not writable for this process. ` +
        "Start it as the user that the folder belongs to, choose another folder, or set DATABASE_URL.",
    );
  }
  return realpathSync(path);
}

/**
 * Finds the paths for a folder made by `makeHome`. For root below a folder that the server's user cannot enter, the data goes
 * to the system's folder for persistent temporary files; a file in `home` records the place, so that it is found again. Throws
 * when data exists that the server's user cannot reach.
 */
export function findPlaces(home: string, note: (line: string) => void): Places {
  const outside = join(
    PERSISTENT_TEMPORARY,
    `reservo-${createHash("sha256").update(home).digest("hex").slice(0, 16)}`,
  );
  const record = join(home, "postgres.place");
  const recorded = existsSync(record) ? readFileSync(record, "utf8").trim() : undefined;
  if (recorded === outside) return placesIn(home, ownOutside(outside));
  if (recorded !== undefined)
    // A copy of the folder must not take over the original's server.
    throw new Error(
      `${record} says that the database lies in ${recorded}, which belongs to another folder than ${home}. ` +
        `If this folder was moved, rename ${recorded} to ${outside} and write that into the file; ` +
        "if it is a copy, remove the file to start with an empty database.",
    );

  const inside = placesIn(home, home);
  if (inside.user.uid === undefined || canEnter(inside.user, home)) return inside;
  if (existsSync(inside.data))
    throw new Error(
      `The database in ${inside.data} cannot be reached by ${inside.user.name}, the user that PostgreSQL runs as. ` +
        `Let that user traverse the folders above it (chmod o+x), or move ${home} elsewhere.`,
    );
  ownOutside(outside);
  writeFileSync(record, `${outside}\n`);
  note(`${home} cannot be entered by ${inside.user.name}: the database is stored in ${outside}`);
  return placesIn(home, outside);
}

function placesIn(home: string, base: string): Places {
  const data = join(base, "postgres");
  return {
    user: chooseSystemUser(data),
    home,
    base,
    data,
    log: join(home, "postgres.log"),
    password: join(home, "postgres.password"),
    appPassword: join(home, "postgres.app-password"),
    hold: join(home, "postgres.hold"),
    held: join(home, "postgres.held"),
    port: join(home, "postgres.port"),
  };
}

/** Returns the folder once it is verified to be ours: every user may write in the folder for temporary files. */
function ownOutside(path: string): string {
  try {
    mkdirSync(path, { mode: 0o711 });
    chmodSync(path, 0o711);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0)
    throw new Error(
      `${path} is not a folder that belongs to this user alone. Remove it, or set DATABASE_URL.`,
    );
  return path;
}

/** Gives a file or folder to the user that PostgreSQL runs as; does nothing where that is this process's own user. */
export function chownTo(user: SystemUser, path: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
}
