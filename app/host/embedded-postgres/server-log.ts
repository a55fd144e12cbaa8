import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from "node:fs";

const ROTATE_ABOVE_BYTES = 10_000_000;
const TAIL_BYTES = 8_000;
const TAIL_LINES = 15;

/** Opens the log for a new run of the server; a long one is rotated first (one older log is kept). */
export function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > ROTATE_ABOVE_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, "a", 0o600);
}

/** Returns the length of the log in bytes, from which to read what a run has added. */
export function logLength(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Returns the last lines of the log from an offset in bytes on, or "" when nothing was written. */
export function logTail(path: string, from = 0): string {
  const length = logLength(path);
  const start = Math.max(from, length - TAIL_BYTES);
  if (start >= length) return "";
  const buffer = Buffer.alloc(length - start);
  const fd = openSync(path, "r");
  const bytes = readSync(fd, buffer, 0, buffer.length, start);
  closeSync(fd);
  return buffer.toString("utf8", 0, bytes).trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
}
