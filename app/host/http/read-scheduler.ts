/** Starts reads so that they leave the event loop to the writes under way. */
export interface ReadScheduler {
  /** Resolves when the read may start, in the order of asking, to a function to call when it has ended. */
  start(): Promise<() => void>;
  /** Counts a write as under way until the returned function is called. */
  beginWrite(): () => void;
}

export interface ReadSchedulerOptions {
  /** A read that has waited so long starts although writes are under way; 100 ms unless given. */
  longestWaitMs?: number;
  /** A read that takes longer waits for the database, and no longer keeps others from starting; 50 ms unless given. */
  longestPlaceMs?: number;
}

/** How many reads may be started at once. */
const MOST_STARTED = 2;
const LONGEST_WAIT_MS = 100;
const LONGEST_PLACE_MS = 50;

interface Waiting {
  start(end: () => void): void;
  since: number;
}

/**
 * Returns a scheduler of reads. A booking passes several turns of the event loop, and in each it waits for whatever else
 * is done there: a few reads at once and none that starts beside a write keep those turns short. Both are bounded, so
 * that slow writes and slow queries delay reads by fractions of a second only.
 */
export function createReadScheduler(options: ReadSchedulerOptions = {}): ReadScheduler {
  const { longestWaitMs = LONGEST_WAIT_MS, longestPlaceMs = LONGEST_PLACE_MS } = options;
  const waiting: Waiting[] = [];
  let started = 0;
  let writes = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const takePlace = () => {
    let ended = false;
    started += 1;
    const end = () => {
      clearTimeout(tooLong);
      if (ended) return;
      ended = true;
      started -= 1;
      setImmediate(startNext);
    };
    const tooLong = setTimeout(end, longestPlaceMs);
    return end;
  };
  const startNext = () => {
    while (started < MOST_STARTED) {
      const [next] = waiting;
      if (!next) return;
      const leftMs = next.since + longestWaitMs - performance.now();
      if (writes > 0 && leftMs > 0) {
        clearTimeout(retry);
        retry = setTimeout(startNext, leftMs);
        return;
      }
      waiting.shift();
      next.start(takePlace());
    }
  };
  return {
    start: () =>
      new Promise((start) => {
        waiting.push({ start, since: performance.now() });
        setImmediate(startNext);
      }),
    beginWrite() {
      writes += 1;
      return () => {
        writes -= 1;
        if (writes === 0) setImmediate(startNext);
      };
    },
  };
}
