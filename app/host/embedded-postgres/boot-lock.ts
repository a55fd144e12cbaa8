import { randomBytes } from "node:crypto";
import { closeSync, linkSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { errorCode, hasReader, makeFifo, openReader } from "./fifo.ts";

const PREFIX = "boot.lock.";
/** Generations that are not swept, so that a slow reader of the folder can never miss the newest one. */
const MAX_GENERATIONS = 8;
const ABANDONED_AFTER_MS = 60_000;
const MAX_WAIT_MS = 180_000;

/**
 * Runs `work` while no other process runs its own under the same folder.
 *
 * The lock is a series of FIFOs, boot.lock.1, boot.lock.2, …; the highest number counts, and it is held as long as a process
 * has its reading end open. The kernel closes that end when the holder dies, however it dies, so nothing goes stale and no
 * process id has to be trusted. A FIFO gets its name (by link, which fails if the name exists) only after its creator has
 * opened it, so that a named lock without a reader is certainly free, and exactly one process can create the next name.
 *
 * Throws when another process holds it for three minutes.
 */
export async function withBootLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const own = join(folder, `${PREFIX}new-${randomBytes(6).toString("hex")}`);
  await makeFifo(own);
  const fd = openReader(own);
  try {
    await take(folder, own);
    return await work();
  } finally {
    closeSync(fd);
  }
}

async function take(folder: string, own: string): Promise<void> {
  const until = Date.now() + MAX_WAIT_MS;
  try {
    while (Date.now() < until) {
      const newest = newestGeneration(folder);
      if (newest > 0 && hasReader(generation(folder, newest))) await pause(10);
      else if (claim(folder, own, newest + 1)) return sweep(folder, newest + 1);
    }
    throw new Error(
      `Another process has been starting or stopping the database in ${folder} for three minutes. ` +
        "Check whether a Reservo process hangs, and end it.",
    );
  } finally {
    rmSync(own, { force: true });
  }
}

function claim(folder: string, own: string, number: number): boolean {
  try {
    linkSync(own, generation(folder, number));
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
  if (newestGeneration(folder) === number) return true;
  // The folder was listed long ago: the name was free again because its generation had been swept.
  rmSync(generation(folder, number), { force: true });
  return false;
}

function sweep(folder: string, held: number): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(folder, name);
    const number = numberOf(name);
    if (number !== undefined ? number <= held - MAX_GENERATIONS : isAbandoned(path))
      rmSync(path, { force: true });
  }
}

function isAbandoned(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS && !hasReader(path);
}

function newestGeneration(folder: string): number {
  return Math.max(0, ...readdirSync(folder).map((name) => numberOf(name) ?? 0));
}

function numberOf(name: string): number | undefined {
  const digits = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : "";
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

function generation(folder: string, number: number): string {
  return join(folder, `${PREFIX}${number}`);
}
