import { closeSync, existsSync } from "node:fs";
import { withBootLock } from "./boot-lock.ts";
import { appUrl, ownerUrl } from "./connection.ts";
import { readPasswords } from "./data-folder.ts";
import { releaseHold } from "./hold.ts";
import { findPlaces, makeHome, type Places } from "./places.ts";
import { livePostmaster, postmasterGone, shutDownFast } from "./postmaster.ts";
import { joinServer, startServer } from "./running.ts";

/** A PostgreSQL server that this process holds, alone or together with others. */
export interface EmbeddedPostgres {
  /** the postgres:// address of the database `reservo` on 127.0.0.1, with password, for the role that the app connects as */
  url: string;
  /** the same for the superuser that owns the tables, to migrate them */
  ownerUrl: string;
  /** true when this call created the database, so that it is empty */
  fresh: boolean;
  /** true when a running server was joined */
  joined: boolean;
  /**
   * Releases the server. If no other process holds it, it is shut down, and this resolves when it has ended, or after half a
   * minute. Further calls wait for the first.
   */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Folder for everything: the data in `postgres`, and next to it the passwords, the log and the locks. Created if missing. */
  dataDir: string;
  /** Settings of the server in addition to ours, by name. A running server keeps the ones it has. */
  settings?: Record<string, string>;
  /** Receives messages for the operator about what takes long or is unusual. */
  note?: (line: string) => void;
}

const KEEPER_ENDS_WITHIN_MS = 2_000;
const SHUTDOWN_WITHIN_MS = 30_000;

/**
 * Starts the embedded PostgreSQL on a data folder, or joins the server that runs on it. Any number of processes may do so
 * concurrently. The server lives as long as one of them, and ends by itself when the last one stops or is killed. A server that
 * crashes while it is held is restarted on the same port within about a second.
 *
 * Throws an Error for the operator (what, where, what to do) when the binaries are missing for this platform, the data belongs
 * to another user or another major version or is damaged, or the server does not start (with the end of its log).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const note = options.note ?? (() => {});
  const home = makeHome(options.dataDir);
  return withBootLock(home, async () => {
    const places = findPlaces(home, note);
    const passwords = readPasswords(places);
    const server =
      (await joinServer(places, passwords)) ??
      (await startServer({ places, passwords, settings: options.settings ?? {}, note }));
    let stopped: Promise<void> | undefined;
    return {
      url: appUrl(server.port, passwords.app),
      ownerUrl: ownerUrl(server.port, passwords.owner),
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
  // Without its folder there is nothing to coordinate; the keeper sees the end of file anyway.
  if (!existsSync(places.hold)) return closeSync(hold);
  let held = true;
  try {
    await withBootLock(places.home, async () => {
      held = false;
      const server = livePostmaster(places.data);
      if (!releaseHold(places, hold)) return;
      if (await postmasterGone(places.data, KEEPER_ENDS_WITHIN_MS, server)) return;
      // A keeper that was killed ends nothing, so this process does.
      shutDownFast(places.data);
      if (!(await postmasterGone(places.data, SHUTDOWN_WITHIN_MS, server)))
        note(`PostgreSQL is still shutting down; see ${places.log}`);
    });
  } finally {
    if (held) closeSync(hold);
  }
}
