import { randomBytes } from "node:crypto";
import { closeSync, readFileSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { errorCode, hasReader, hasWriter, openWriter } from "./fifo.ts";
import type { Places } from "./places.ts";

const CONFIRM_WITHIN_MS = 10_000;

type HoldPlaces = Pick<Places, "hold" | "held">;

/**
 * Takes a hold on the running server: while the descriptor is open in some process, the keeper does not end the server. Returns
 * undefined when there is no keeper or it is already ending. Call under the boot lock.
 */
export async function joinHold(places: HoldPlaces): Promise<number | undefined> {
  const hold = openWriter(places.hold);
  if (hold === undefined) return undefined;
  if (await confirmHold(places, hold)) return hold;
  closeSync(hold);
  return undefined;
}

/**
 * Waits until the keeper has read a line written into the hold; returns false if it does not. An open FIFO alone proves
 * nothing: the keeper may have reached the end of file just before and be about to end the server. The line also marks the
 * server as used, so that the keeper restarts it after a crash.
 */
export async function confirmHold(places: HoldPlaces, hold: number): Promise<boolean> {
  const line = randomBytes(12).toString("hex");
  try {
    writeSync(hold, `${line}\n`);
  } catch (error) {
    if (errorCode(error) === "EPIPE") return false;
    throw error;
  }
  const until = Date.now() + CONFIRM_WITHIN_MS;
  while (hasReader(places.hold) && Date.now() < until) {
    if (readFileSync(places.held, "utf8").includes(line)) return true;
    await pause(5);
  }
  return false;
}

/** Releases a hold, and returns whether there is no other one, so that the server ends now. Call under the boot lock. */
export function releaseHold(places: HoldPlaces, hold: number): boolean {
  closeSync(hold);
  return !hasWriter(places.hold);
}
