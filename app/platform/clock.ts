/** This instance's clock: for pages, pauses and measuring. What is decided about capacity goes by database time. */

/** Now, by this instance's clock. */
export function now(): Date {
  return new Date();
}

/** Milliseconds since some fixed moment; never goes back when the clock is set. */
export function elapsed(): number {
  return performance.now();
}

/** Waits; `spread` of 0.5 makes it half to one and a half as long, so that those who wait do not wake together. */
export function pause(milliseconds: number, spread = 0): Promise<void> {
  const jitter = 1 - spread + Math.random() * 2 * spread;
  return new Promise((resolve) => setTimeout(resolve, milliseconds * jitter));
}
