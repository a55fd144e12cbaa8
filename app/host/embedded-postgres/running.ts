import { closeSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Binaries, findBinaries } from "./binaries.ts";
import { type Answer, connectOnce, isWrongPassword } from "./connection.ts";
import { ensureDataFolder } from "./data-folder.ts";
import { hasReader } from "./fifo.ts";
import { findFreePort } from "./free-port.ts";
import { confirmHold, joinHold } from "./hold.ts";
import { type StartedKeeper, startKeeper } from "./keeper.ts";
import type { Places } from "./places.ts";
import { disownStalePid, livePostmaster, postmasterGone, shutDownFast } from "./postmaster.ts";
import { logLength, logTail } from "./server-log.ts";

/** A server that answers, and our hold on it. */
export interface RunningServer {
  port: number;
  hold: number;
  fresh: boolean;
  joined: boolean;
}

export interface StartPlan {
  places: Places;
  password: string;
  settings: Record<string, string>;
  note: (line: string) => void;
}

const ANSWERS_WITHIN_MS = 120_000;
const KEEPER_ENDS_WITHIN_MS = 2_000;
const SHUTDOWN_WITHIN_MS = 60_000;
const ATTEMPTS = 5;
/** What passes when one tries again: another program was faster, or the last processes of a killed server are still going. */
const PASSING =
  /could not bind|Address already in use|is still in use|lock file "postmaster.pid" already exists/;

/**
 * Small enough for a shared machine; the database is as durable as any other. The shared buffers are taken only as pages
 * are used, and hold the pages of the random indexes of about a million bookings. Of the write-ahead log 256 MB are kept to
 * be used again, enough for some 60,000 bookings: while a new file of it is made, nobody commits for some 60 ms.
 */
const OUR_SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  // A socket file would need a short path that the server's user can write to; nothing here uses it.
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  min_wal_size: "256MB",
  timezone: "UTC",
  log_timezone: "UTC",
  logging_collector: "off",
  log_line_prefix: "%m [%p] ",
};

/** Joins the server that runs on the data folder, or answers undefined when there is none to join. Call under the boot lock. */
export async function joinServer(places: Places, password: string): Promise<RunningServer | undefined> {
  const hold = await joinHold(places);
  if (hold === undefined) return undefined;
  try {
    const found = await untilItAnswers(places, password, () => !hasReader(places.hold));
    if (found) return { port: found.port, hold, fresh: found.answer.madeDatabase, joined: true };
  } catch (error) {
    closeSync(hold);
    throw error;
  }
  closeSync(hold);
  return undefined;
}

/** Starts a server of its own, after the way is clear and the data folder stands. Call under the boot lock. */
export async function startServer(plan: StartPlan): Promise<RunningServer> {
  const { places, note } = plan;
  await clearTheWay(places, note);
  const binaries = await findBinaries(places);
  const made = await ensureDataFolder(places, binaries);
  for (let attempt = 1; ; attempt += 1) {
    const logStart = logLength(places.log);
    const started = await tryToStart(plan, binaries);
    if (started) return { ...started, fresh: made || started.fresh };
    const said = logTail(places.log, logStart);
    if (attempt === ATTEMPTS || !PASSING.test(said))
      throw new Error(
        `PostgreSQL did not start on ${places.data} as ${places.user.name}. ` +
          `The end of its log ${places.log} says why:\n${said || "(it wrote nothing)"}`,
      );
    await pause(200);
    await clearTheWay(places, note);
  }
}

/** Waits for a server that is shutting down, ends one that its keeper has left behind, and disarms a stale postmaster.pid. */
async function clearTheWay(places: Places, note: (line: string) => void): Promise<void> {
  if (livePostmaster(places.data)) {
    note("Waiting for the PostgreSQL that is shutting down");
    if (!(await postmasterGone(places.data, KEEPER_ENDS_WITHIN_MS))) shutDownFast(places.data);
    if (!(await postmasterGone(places.data, SHUTDOWN_WITHIN_MS)))
      throw new Error(
        `The PostgreSQL on ${places.data} (process ${livePostmaster(places.data)?.pid}) has not shut down for a minute. ` +
          `See ${places.log}; end that process, then start again.`,
      );
  }
  disownStalePid(places.data);
}

async function tryToStart(plan: StartPlan, binaries: Binaries): Promise<RunningServer | undefined> {
  const { places, password } = plan;
  const port = await findFreePort(lastPort(places));
  const keeper = await startKeeper(places, binaries, port, { ...OUR_SETTINGS, ...plan.settings });
  try {
    const found = await untilItAnswers(places, password, keeper.hasEnded);
    if (found && (await confirmHold(places, keeper.hold))) {
      writeFileSync(places.port, `${found.port}\n`);
      return { port: found.port, hold: keeper.hold, fresh: found.answer.madeDatabase, joined: false };
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

/** Connects as soon as the server is ready; undefined when it has ended. Throws when it never answers, or not to us. */
async function untilItAnswers(
  places: Places,
  password: string,
  hasEnded: () => boolean,
): Promise<{ port: number; answer: Answer } | undefined> {
  const until = Date.now() + ANSWERS_WITHIN_MS;
  let failure: unknown = "it has not said that it is ready";
  while (Date.now() < until) {
    if (hasEnded()) return undefined;
    const postmaster = livePostmaster(places.data);
    if (postmaster?.status === "ready") {
      try {
        const answer = await connectOnce(postmaster.port, password);
        if (answer.data === places.data) return { port: postmaster.port, answer };
        failure = `port ${postmaster.port} answers for ${answer.data}`;
      } catch (error) {
        if (isWrongPassword(error))
          throw new Error(
            `The PostgreSQL on ${places.data} does not accept the password in ${places.password}. ` +
              "Restore that file, or move the data folder away to begin with an empty database.",
          );
        failure = error;
      }
    }
    await pause(10);
  }
  throw new Error(
    `The PostgreSQL on ${places.data} has not answered for two minutes: ${failure}. ` +
      `The end of its log ${places.log}:\n${logTail(places.log)}`,
  );
}
