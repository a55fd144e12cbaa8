/** This instance's clock: for pages, pauses and measurements. Decisions about capacity use database time. */

/** Returns the current time of this instance's clock. */
export function now(): Date {
  return new Date();
}

/** Returns milliseconds of a monotonic clock, which never goes back when the system clock is set. */
export function elapsed(): number {
  return performance.now();
}

/** Waits; a `spread` of 0.5 varies the time between half and one and a half, so that concurrent waits do not end together. */
export function pause(milliseconds: number, spread = 0): Promise<void> {
  const jitter = 1 - spread + Math.random() * 2 * spread;
  return new Promise((resolve) => setTimeout(resolve, milliseconds * jitter));
}
