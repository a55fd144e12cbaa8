import { randomBytes } from "node:crypto";
import { closeSync, readFileSync, writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { errorCode, hasReader, hasWriter, openWriter } from "./fifo.ts";
import type { Places } from "./places.ts";

const ANSWER_WITHIN_MS = 10_000;

type HoldPlaces = Pick<Places, "hold" | "held">;

/**
 * Takes a hold on the server that runs: while the descriptor is open in some process, the keeper does not end it.
 * Undefined when no keeper is there or it is ending already. Call under the boot lock.
 */
export async function joinHold(places: HoldPlaces): Promise<number | undefined> {
  const hold = openWriter(places.hold);
  if (hold === undefined) return undefined;
  if (await confirmHold(places, hold)) return hold;
  closeSync(hold);
  return undefined;
}

/**
 * Waits until the keeper has read a line that was written into the hold. An open FIFO alone proves nothing: the keeper
 * may have met the end of file just before, and be about to end the server. Also tells the keeper that the server is in
 * use, and so worth a restart if it crashes.
 */
export async function confirmHold(places: HoldPlaces, hold: number): Promise<boolean> {
  const line = randomBytes(12).toString("hex");
  try {
    writeSync(hold, `${line}\n`);
  } catch (error) {
    if (errorCode(error) === "EPIPE") return false;
    throw error;
  }
  const until = Date.now() + ANSWER_WITHIN_MS;
  while (hasReader(places.hold) && Date.now() < until) {
    if (readFileSync(places.held, "utf8").includes(line)) return true;
    await pause(5);
  }
  return false;
}

/** Lets go of a hold, and answers whether nobody else holds the server, so that it ends now. Call under the boot lock. */
export function letGo(places: HoldPlaces, hold: number): boolean {
  closeSync(hold);
  return !hasWriter(places.hold);
}
