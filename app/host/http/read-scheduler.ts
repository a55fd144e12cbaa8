/** Delays the start of reads in favour of writes. */
export interface ReadScheduler {
  /** Resolves in order of the calls, when the read may start, to a function to call when it has finished. */
  start(): Promise<() => void>;
  /** Counts a write as in flight until the returned function is called. */
  beginWrite(): () => void;
}

export interface ReadSchedulerOptions {
  /** A read that has waited this long starts even if writes are in flight; 100 ms unless given. */
  maxWaitMs?: number;
  /** A read that takes longer is waiting for I/O, and its slot is freed for the next one; 50 ms unless given. */
  maxSlotMs?: number;
}

/** Number of reads that may hold a slot at the same time. */
const MAX_STARTED = 2;
const MAX_WAIT_MS = 100;
const MAX_SLOT_MS = 50;

interface Waiting {
  start(end: () => void): void;
  since: number;
}

/**
 * Creates a scheduler that starts one read per turn of the event loop, few at a time, and none while a write is in flight.
 * A booking takes several turns, and in each of them it waits for the other work of that turn. The delays are bounded, so
 * that slow writes and slow queries hold reads up for a fraction of a second only.
 */
export function createReadScheduler(options: ReadSchedulerOptions = {}): ReadScheduler {
  const { maxWaitMs = MAX_WAIT_MS, maxSlotMs = MAX_SLOT_MS } = options;
  const waiting: Waiting[] = [];
  let started = 0;
  let writes = 0;
  let isScheduled = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  /** Tries to start a read in the next turn; further calls in this one change nothing. */
  const schedule = () => {
    if (!isScheduled) setImmediate(startNext);
    isScheduled = true;
  };
  const takeSlot = () => {
    let ended = false;
    started += 1;
    const end = () => {
      clearTimeout(tooLong);
      if (ended) return;
      ended = true;
      started -= 1;
      schedule();
    };
    const tooLong = setTimeout(end, maxSlotMs);
    return end;
  };
  const startNext = () => {
    isScheduled = false;
    const [next] = waiting;
    if (!next || started >= MAX_STARTED) return;
    const leftMs = next.since + maxWaitMs - performance.now();
    if (writes > 0 && leftMs > 0) {
      clearTimeout(retry);
      retry = setTimeout(schedule, leftMs);
      return;
    }
    waiting.shift();
    next.start(takeSlot());
    schedule();
  };
  return {
    start: () =>
      new Promise((start) => {
        waiting.push({ start, since: performance.now() });
        schedule();
      }),
    beginWrite() {
      writes += 1;
      return () => {
        writes -= 1;
        if (writes === 0) schedule();
      };
    },
  };
}
