import { execFile } from "node:child_process";
import { closeSync, constants, openSync, readSync } from "node:fs";
import { promisify } from "node:util";
import { bareEnvironment } from "./system-user.ts";

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** Returns the error code of a failed system call, or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** Creates a FIFO that only its owner may open. Throws when the file system does not support FIFOs. */
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

/** Opens the reading end without blocking, whether or not there is a writer. */
export function openReader(path: string): number {
  return openSync(path, O_RDONLY | O_NONBLOCK);
}

/**
 * Opens the writing end; returns undefined when no process has the reading end open (or the FIFO does not exist). Node opens
 * with O_CLOEXEC, so no child process inherits the descriptor and keeps it open after this process.
 */
export function openWriter(path: string): number | undefined {
  try {
    return openSync(path, O_WRONLY | O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === "ENXIO" || errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Returns true while some process has the reading end open. */
export function hasReader(path: string): boolean {
  const fd = openWriter(path);
  if (fd === undefined) return false;
  closeSync(fd);
  return true;
}

/** Returns true while some process has the writing end open. Discards unread data of the FIFO. */
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
