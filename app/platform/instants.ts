import { EARLIEST_INSTANT_MS, LATEST_INSTANT_MS } from "#db/instants.ts";

/** Returns whether an instant lies in the years 1900 to 2200, the only ones that can be kept; an invalid Date does not. */
export function isKeepable(instant: Date): boolean {
  const time = instant.getTime();
  return time >= EARLIEST_INSTANT_MS && time <= LATEST_INSTANT_MS;
}

/** Returns the nearest instant that can be kept, in epoch milliseconds. */
export function nearestKeepable(milliseconds: number): number {
  return Math.min(LATEST_INSTANT_MS, Math.max(EARLIEST_INSTANT_MS, milliseconds));
}

/** The bounds as `<input type="date">` and `<input type="datetime-local">` want them. */
export const DATE_BOUNDS = { min: "1900-01-01", max: "2200-12-31" };
export const DATE_TIME_BOUNDS = { min: `${DATE_BOUNDS.min}T00:00`, max: `${DATE_BOUNDS.max}T23:59` };
