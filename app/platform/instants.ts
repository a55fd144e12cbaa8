import { EARLIEST_INSTANT_MS, LATEST_INSTANT_MS } from "#db/instants.ts";

/** Returns whether an instant is within the years 1900 to 2200, the only ones that can be stored; false for an invalid Date. */
export function isStorableInstant(instant: Date): boolean {
  const time = instant.getTime();
  return time >= EARLIEST_INSTANT_MS && time <= LATEST_INSTANT_MS;
}

/** Returns the nearest instant that can be stored, in epoch milliseconds. */
export function nearestStorableInstant(milliseconds: number): number {
  return Math.min(LATEST_INSTANT_MS, Math.max(EARLIEST_INSTANT_MS, milliseconds));
}

/** The bounds in the format of `<input type="date">` and `<input type="datetime-local">`. */
export const DATE_BOUNDS = { min: "1900-01-01", max: "2200-12-31" };
export const DATE_TIME_BOUNDS = { min: `${DATE_BOUNDS.min}T00:00`, max: `${DATE_BOUNDS.max}T23:59` };
