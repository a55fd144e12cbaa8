import { closeSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Binaries, findBinaries } from "./binaries.ts";
import { connectOnce, isWrongPassword, type ServerIdentity } from "./connection.ts";
import { ensureDataFolder, type Passwords } from "./data-folder.ts";
import { hasReader } from "./fifo.ts";
import { findFreePort } from "./free-port.ts";
import { confirmHold, joinHold } from "./hold.ts";
import { type StartedKeeper, startKeeper } from "./keeper.ts";
import type { Places } from "./places.ts";
import { invalidateStalePid, livePostmaster, postmasterGone, shutDownFast } from "./postmaster.ts";
import { logLength, logTail } from "./server-log.ts";

/** A server that accepts connections, and our hold on it. */
export interface RunningServer {
  port: number;
  hold: number;
  fresh: boolean;
  joined: boolean;
}

export interface StartPlan {
  places: Places;
  passwords: Passwords;
  settings: Record<string, string>;
  note: (line: string) => void;
}

const READY_WITHIN_MS = 120_000;
const KEEPER_ENDS_WITHIN_MS = 2_000;
const SHUTDOWN_WITHIN_MS = 60_000;
const ATTEMPTS = 5;
/** Failures that a retry resolves: another program took the port, or the last processes of a killed server are still ending. */
const TRANSIENT_FAILURE =
  /could not bind|Address already in use|is still in use|lock file "postmaster.pid" already exists/;

/**
 * Small enough for a shared machine; durability is not reduced. The shared buffers are allocated only as pages are used, and
 * hold the pages of the random indexes of about a million bookings. Of the write-ahead log 256 MB are kept for recycling,
 * enough for about 60,000 bookings: creating a new file blocks commits for about 60 ms.
 */
const DEFAULT_SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  // A socket file would need a short path that the server's user can write to; nothing uses it here.
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  min_wal_size: "256MB",
  timezone: "UTC",
  log_timezone: "UTC",
  logging_collector: "off",
  log_line_prefix: "%m [%p] ",
};

/** Joins the server that runs on the data folder; returns undefined when there is none. Call under the boot lock. */
export async function joinServer(places: Places, passwords: Passwords): Promise<RunningServer | undefined> {
  const hold = await joinHold(places);
  if (hold === undefined) return undefined;
  try {
    const found = await waitUntilReady(places, passwords, () => !hasReader(places.hold));
    if (found) return { port: found.port, hold, fresh: found.identity.createdDatabase, joined: true };
  } catch (error) {
    closeSync(hold);
    throw error;
  }
  closeSync(hold);
  return undefined;
}

/** Starts a server after its predecessor has ended and the data folder is complete. Call under the boot lock. */
export async function startServer(plan: StartPlan): Promise<RunningServer> {
  const { places, note } = plan;
  await waitForPredecessor(places, note);
  const binaries = await findBinaries(places);
  const made = await ensureDataFolder(places, binaries);
  for (let attempt = 1; ; attempt += 1) {
    const logStart = logLength(places.log);
    const started = await tryToStart(plan, binaries);
    if (started) return { ...started, fresh: made || started.fresh };
    const said = logTail(places.log, logStart);
    if (attempt === ATTEMPTS || !TRANSIENT_FAILURE.test(said))
      throw new Error(
        `PostgreSQL did not start on ${places.data} as ${places.user.name}. ` +
          `The end of its log ${places.log} follows:\n${said || "(it wrote nothing)"}`,
      );
    await pause(200);
    await waitForPredecessor(places, note);
  }
}

/**
 * Waits for a server that is shutting down, ends one that its keeper has left behind, and invalidates a stale postmaster.pid.
 */
async function waitForPredecessor(places: Places, note: (line: string) => void): Promise<void> {
  if (livePostmaster(places.data)) {
    note("Waiting for PostgreSQL to shut down");
    if (!(await postmasterGone(places.data, KEEPER_ENDS_WITHIN_MS))) shutDownFast(places.data);
    if (!(await postmasterGone(places.data, SHUTDOWN_WITHIN_MS)))
      throw new Error(
        `The PostgreSQL on ${places.data} (process ${livePostmaster(places.data)?.pid}) has not shut down for a minute. ` +
          `See ${places.log}; end that process, then start again.`,
      );
  }
  invalidateStalePid(places.data);
}

async function tryToStart(plan: StartPlan, binaries: Binaries): Promise<RunningServer | undefined> {
  const { places, passwords } = plan;
  const port = await findFreePort(lastPort(places));
  const keeper = await startKeeper(places, binaries, port, { ...DEFAULT_SETTINGS, ...plan.settings });
  try {
    const found = await waitUntilReady(places, passwords, keeper.hasEnded);
    if (found && (await confirmHold(places, keeper.hold))) {
      writeFileSync(places.port, `${found.port}\n`);
      return { port: found.port, hold: keeper.hold, fresh: found.identity.createdDatabase, joined: false };
    }
  } catch (error) {
    closeSync(keeper.hold);
    throw error;
  }
  return giveUp(keeper);
}

function giveUp(keeper: StartedKeeper): undefined {
  closeSync(keeper.hold);
  return undefined;
}

function lastPort(places: Places): number | undefined {
  const kept = existsSync(places.port) ? Number(readFileSync(places.port, "utf8")) : 0;
  return kept > 0 ? kept : undefined;
}

/**
 * Connects once the server is ready; returns undefined when it has ended. Throws when it never becomes ready, or rejects our
 * password.
 */
async function waitUntilReady(
  places: Places,
  passwords: Passwords,
  hasEnded: () => boolean,
): Promise<{ port: number; identity: ServerIdentity } | undefined> {
  const until = Date.now() + READY_WITHIN_MS;
  let failure: unknown = "it has not reported that it is ready";
  while (Date.now() < until) {
    if (hasEnded()) return undefined;
    const postmaster = livePostmaster(places.data);
    if (postmaster?.status === "ready") {
      try {
        const identity = await connectOnce(postmaster.port, passwords, places.data);
        if (identity.data === places.data) return { port: postmaster.port, identity };
        failure = `port ${postmaster.port} serves ${identity.data}`;
      } catch (error) {
        if (isWrongPassword(error))
          throw new Error(
            `The PostgreSQL on ${places.data} does not accept the password in ${places.password}. ` +
              "Restore that file, or move the data folder away to start with an empty database.",
          );
        failure = error;
      }
    }
    await pause(10);
  }
  throw new Error(
    `The PostgreSQL on ${places.data} has not accepted connections for two minutes: ${failure}. ` +
      `The end of its log ${places.log}:\n${logTail(places.log)}`,
  );
}
