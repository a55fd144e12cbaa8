import { closeSync, existsSync } from "node:fs";
import { underBootLock } from "./boot-lock.ts";
import { databaseUrl } from "./connection.ts";
import { readPassword } from "./data-folder.ts";
import { letGo } from "./hold.ts";
import { findPlaces, makeHome, type Places } from "./places.ts";
import { livePostmaster, postmasterGone, shutDownFast } from "./postmaster.ts";
import { joinServer, startServer } from "./running.ts";

/** A PostgreSQL server that this process holds, alone or together with others. */
export interface EmbeddedPostgres {
  /** the postgres:// address of the database `reservo` on 127.0.0.1, with user and password */
  url: string;
  /** true when this call made the database, so that it is empty */
  fresh: boolean;
  /** true when a server that ran already was joined */
  joined: boolean;
  /**
   * Lets go of the server. When nobody else holds it, it is shut down, and this resolves when it has gone, or after
   * half a minute. Further calls wait for the first.
   */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The folder for everything: the data in `postgres`, the password, the log and the locks beside it. Made if missing. */
  dataDir: string;
  /** Settings of the server on top of ours, by name. A server that runs already keeps the ones it has. */
  settings?: Record<string, string>;
  /** Is told what takes long or is unusual, in lines for a person. */
  note?: (line: string) => void;
}

const KEEPER_ENDS_WITHIN_MS = 2_000;
const SHUTDOWN_WITHIN_MS = 30_000;

/**
 * Starts the embedded PostgreSQL on a data folder, or joins the server that runs on it. Any number of processes may do so
 * at once. The server lives as long as one of them, and ends by itself when the last one stops or is killed. A server
 * that crashes while it is held comes back on the same port within about a second.
 *
 * Throws an Error for the operator (what, where, what to do) when the binaries are missing for this platform, the data
 * belongs to another user or another major version or is damaged, or the server does not start; then with the end of its log.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const note = options.note ?? (() => {});
  const home = makeHome(options.dataDir);
  return underBootLock(home, async () => {
    const places = findPlaces(home, note);
    const password = readPassword(places);
    const server =
      (await joinServer(places, password)) ??
      (await startServer({ places, password, settings: options.settings ?? {}, note }));
    let stopped: Promise<void> | undefined;
    return {
      url: databaseUrl(server.port, password),
      fresh: server.fresh,
      joined: server.joined,
      stop: () => {
        stopped ??= release(places, server.hold, note);
        return stopped;
      },
    };
  });
}

async function release(places: Places, hold: number, note: (line: string) => void): Promise<void> {
  // Without its folder there is nothing to agree on; the keeper sees the end of file all the same.
  if (!existsSync(places.hold)) return closeSync(hold);
  let held = true;
  try {
    await underBootLock(places.home, async () => {
      held = false;
      const server = livePostmaster(places.data);
      if (!letGo(places, hold)) return;
      if (await postmasterGone(places.data, KEEPER_ENDS_WITHIN_MS, server)) return;
      // A keeper that was killed ends nothing, so we do.
      shutDownFast(places.data);
      if (!(await postmasterGone(places.data, SHUTDOWN_WITHIN_MS, server)))
        note(`PostgreSQL is still shutting down; see ${places.log}`);
    });
  } finally {
    if (held) closeSync(hold);
  }
}
