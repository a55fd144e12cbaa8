import { elapsed } from "#app/platform/clock.ts";
import type { Log } from "#app/platform/log.ts";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export interface Repeated {
  /** Runs the work now, or once more when it is running. */
  wake(): void;
  /** Resolves when what is running has finished; nothing begins any more. */
  stop(): Promise<void>;
}

/**
 * Runs the work again and again with a pause between, or at once when woken, but never sooner than `apart` milliseconds
 * after it began the last time: what comes in the meantime is done together. Work that answers `true` has left something
 * to do, and goes on without any pause. A failure is logged and tried again.
 */
export function every(
  milliseconds: number,
  log: Log,
  job: string,
  work: () => Promise<unknown>,
  apart = 0,
): Repeated {
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
        log.error({ err: error, job }, "a job failed and is tried again");
      }
      if (hasMore) continue;
      const early = began + apart - elapsed();
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
