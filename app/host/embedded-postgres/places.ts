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

/** Where the parts of one embedded server lie, and whom it runs as. */
export interface Places {
  user: SystemUser;
  /** the folder of the caller: secrets, log, locks */
  home: string;
  /** holds the data and, where needed, a copy of the binaries; the same as `home` where the user can reach that */
  base: string;
  data: string;
  log: string;
  password: string;
  /** FIFO: whoever uses the server has the writing end open */
  hold: string;
  /** the keeper writes here each line that it has read from the FIFO */
  held: string;
  port: string;
}

const LASTING_TEMPORARY = "/var/tmp";

/** The folder of the caller, made if it is missing. Throws when this process may not write in it. */
export function makeHome(dataDir: string): string {
  const path = resolve(dataDir);
  if (!existsSync(path)) {
    mkdirSync(path, { recursive: true });
    // Root's server runs as another user, who has to walk through; everything secret in here has its own mode.
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
 * Finds the places for a folder made by `makeHome`. As root below a folder that the server's user cannot enter, the data
 * goes to the system's folder for lasting temporary files; a note in `home` says where, so that it is found again.
 * Throws when data exists that the server's user cannot reach.
 */
export function findPlaces(home: string, note: (line: string) => void): Places {
  const outside = join(
    LASTING_TEMPORARY,
    `reservo-${createHash("sha256").update(home).digest("hex").slice(0, 16)}`,
  );
  const record = join(home, "postgres.place");
  const recorded = existsSync(record) ? readFileSync(record, "utf8").trim() : undefined;
  if (recorded === outside) return placesIn(home, ownOutside(outside));
  if (recorded !== undefined)
    // A copy of the folder must not take the server away from the original.
    throw new Error(
      `${record} says that the database lies in ${recorded}, which belongs to another folder than ${home}. ` +
        `If this folder was moved, rename ${recorded} to ${outside} and write that into the file; ` +
        "if it is a copy, remove the file to begin with an empty database.",
    );

  const inside = placesIn(home, home);
  if (inside.user.uid === undefined || canEnter(inside.user, home)) return inside;
  if (existsSync(inside.data))
    throw new Error(
      `The database in ${inside.data} cannot be reached by ${inside.user.name}, as whom root runs PostgreSQL. ` +
        `Let that user walk through the folders above it (chmod o+x), or move ${home} elsewhere.`,
    );
  ownOutside(outside);
  writeFileSync(record, `${outside}\n`);
  note(`${home} cannot be entered by ${inside.user.name}: the database is kept in ${outside}`);
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
    hold: join(home, "postgres.hold"),
    held: join(home, "postgres.held"),
    port: join(home, "postgres.port"),
  };
}

/** Everybody may write in the folder for temporary files, so a folder there counts only if it is surely ours. */
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

/** Gives a file or folder to the user that PostgreSQL runs as; nothing to do where that is this process's own. */
export function giveTo(user: SystemUser, path: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
}
