import { elapsed } from "#app/platform/clock.ts";
import type { Log } from "#app/platform/log.ts";

export const SECOND_MS = 1_000;
export const MINUTE = 60 * SECOND_MS;
export const HOUR = 60 * MINUTE;

/** A running periodic job. */
export interface PeriodicJob {
  /** Runs the work now, or once more after the current run. */
  wake(): void;
  /** Prevents further runs and resolves when the current run has finished. */
  stop(): Promise<void>;
}

/**
 * Runs the work periodically with a pause of `milliseconds` between runs, or at once when woken. Runs start at least
 * `minIntervalMs` apart, so that a burst of calls of `wake` causes one run. Work that returns `true` is unfinished and
 * continues without a pause. Failures are logged and retried.
 */
export function every(
  milliseconds: number,
  log: Log,
  job: string,
  work: () => Promise<unknown>,
  minIntervalMs = 0,
): PeriodicJob {
  let stopped = false;
  let woken = false;
  let ring = () => {};
  let endPause = () => {};
  const wake = () => {
    woken = true;
    ring();
  };
  const pauseFor = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopped) {
      woken = false;
      const began = elapsed();
      let hasMore = false;
      try {
        hasMore = (await work()) === true;
      } catch (error) {
        log.error({ err: error, job }, "a job failed and will be retried");
      }
      if (hasMore) continue;
      const early = began + minIntervalMs - elapsed();
      if (!stopped && early > 0) await pauseFor(early);
      if (stopped || woken) continue;
      ring = () => endPause();
      await pauseFor(milliseconds);
      ring = () => {};
    }
  };
  const done = loop();
  return {
    wake,
    stop() {
      stopped = true;
      endPause();
      return done;
    },
  };
}
