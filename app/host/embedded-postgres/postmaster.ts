import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { errorCode } from "./fifo.ts";
import { bareEnvironment } from "./system-user.ts";

/** What postmaster.pid says about a server. */
export interface Postmaster {
  pid: number;
  port: number;
  status: string;
}

/** Above the highest process id of any kernel that we run on. */
const UNUSED_PID = 2_147_483_646;

/** Returns the running server of a data folder, ready or not; undefined when there is none, whatever postmaster.pid says. */
export function livePostmaster(data: string): Postmaster | undefined {
  const postmaster = readPostmaster(data);
  return postmaster && isPostmasterOf(data, postmaster.pid) ? postmaster : undefined;
}

function readPostmaster(data: string): Postmaster | undefined {
  let text: string;
  try {
    text = readFileSync(join(data, "postmaster.pid"), "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]), status: (lines[7] ?? "").trim() } : undefined;
}

/** Returns true when the process is the server of this data folder, and not another program with a reused process id. */
function isPostmasterOf(data: string, pid: number): boolean {
  const words = commandLine(pid);
  if (!/(^|\/)postgres$/.test(words[0] ?? "")) return false;
  return words[words.indexOf("-D") + 1] === data;
}

function commandLine(pid: number): string[] {
  if (existsSync("/proc/self/cmdline")) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    } catch {
      return [];
    }
  }
  try {
    const line = execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], {
      env: bareEnvironment,
      encoding: "utf8",
    });
    // ps joins the arguments by spaces; the keeper passes the folder as the second argument, followed by "-p".
    const parts = /^(.*?) -D (.*) -p \d+ /.exec(line);
    return parts ? [parts[1] ?? "", "-D", parts[2] ?? ""] : [];
  } catch {
    return [];
  }
}

/**
 * Resolves to true once no server of the data folder is running, and to false after `withinMs`. A server removes its
 * postmaster.pid a moment before its process ends; where the end of the process matters, pass `known`, the earlier result of
 * `livePostmaster`.
 */
export async function postmasterGone(data: string, withinMs: number, known?: Postmaster): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (livePostmaster(data) || (known && isPostmasterOf(data, known.pid))) {
    if (Date.now() > until) return false;
    await pause(10);
  }
  return true;
}

/** Requests a fast shutdown of the server: it aborts open transactions and writes everything to disk. */
export function shutDownFast(data: string): void {
  const postmaster = livePostmaster(data);
  if (!postmaster) return;
  try {
    process.kill(postmaster.pid, "SIGINT");
  } catch (error) {
    if (errorCode(error) !== "ESRCH") throw error;
  }
}

/**
 * Invalidates the process id in a left-over postmaster.pid, since PostgreSQL does not start while that id is in use, even by
 * another program. The id is replaced instead of removing the file, because the rest of the file lets PostgreSQL check that no
 * process of the old server is still attached to the shared memory. Call only when no server of the folder is running.
 */
export function invalidateStalePid(data: string): void {
  const path = join(data, "postmaster.pid");
  if (!existsSync(path)) return;
  const [pid, ...rest] = readFileSync(path, "utf8").split("\n");
  // A machine crash can leave the file empty; PostgreSQL refuses to start on it, and it contains nothing worth keeping.
  if (Number(pid) > 0) writeFileSync(path, [UNUSED_PID, ...rest].join("\n"));
  else rmSync(path);
}
