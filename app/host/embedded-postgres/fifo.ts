import { execFile } from "node:child_process";
import { closeSync, constants, openSync, readSync } from "node:fs";
import { promisify } from "node:util";
import { bareEnvironment } from "./system-user.ts";

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** The error code of a failed system call, or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** Makes a FIFO that only its owner may open. Throws when the file system knows no FIFOs. */
export async function makeFifo(path: string): Promise<void> {
  try {
    await promisify(execFile)("mkfifo", ["-m", "600", path], { env: bareEnvironment });
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL needs a FIFO at ${path}, and mkfifo failed: ${error instanceof Error ? error.message.trim() : error}. ` +
        "Put the data folder on a local file system, or set DATABASE_URL.",
    );
  }
}

/** Opens the reading end at once, whether or not somebody writes. */
export function openReader(path: string): number {
  return openSync(path, O_RDONLY | O_NONBLOCK);
}

/**
 * Opens the writing end, or answers undefined when nobody has the reading end open (or there is no FIFO).
 * Node opens with O_CLOEXEC, so no child that this process starts inherits the end and keeps it open after us.
 */
export function openWriter(path: string): number | undefined {
  try {
    return openSync(path, O_WRONLY | O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === "ENXIO" || errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** True while some process has the reading end open. */
export function hasReader(path: string): boolean {
  const fd = openWriter(path);
  if (fd === undefined) return false;
  closeSync(fd);
  return true;
}

/** True while some process has the writing end open. What lies unread in the FIFO is read away. */
export function hasWriter(path: string): boolean {
  const fd = openReader(path);
  const scrap = Buffer.alloc(4096);
  try {
    while (readSync(fd, scrap) > 0);
    return false;
  } catch (error) {
    if (errorCode(error) === "EAGAIN") return true;
    throw error;
  } finally {
    closeSync(fd);
  }
}
