import type { ReadTurns } from "./read-turns.ts";

/** Bounds how many reads are in progress at the same time. */
export interface ReadScheduler {
  /** Resolves in order of the calls, when the read may start, to a function to call when it has finished. */
  start(): Promise<() => void>;
}

export interface ReadSchedulerOptions {
  /** A read that takes longer is waiting for I/O, and its slot is freed for the next one; 50 ms unless given. */
  maxSlotMs?: number;
}

/** Number of reads that may hold a slot at the same time. */
const MAX_STARTED = 2;
const MAX_SLOT_MS = 50;

/**
 * Creates a scheduler that starts few reads at a time, in turns that reads may use. The others wait with nothing but their
 * request in memory.
 */
export function createReadScheduler(turns: ReadTurns, options: ReadSchedulerOptions = {}): ReadScheduler {
  const { maxSlotMs = MAX_SLOT_MS } = options;
  const waiting: ((end: () => void) => void)[] = [];
  let started = 0;

  const takeSlot = () => {
    let ended = false;
    const end = () => {
      clearTimeout(tooLong);
      if (ended) return;
      ended = true;
      started -= 1;
      startNext();
    };
    const tooLong = setTimeout(end, maxSlotMs);
    return end;
  };
  const startNext = () => {
    if (started >= MAX_STARTED) return;
    const next = waiting.shift();
    if (!next) return;
    started += 1;
    turns.run(() => next(takeSlot()));
  };
  return {
    start: () =>
      new Promise((start) => {
        waiting.push(start);
        startNext();
      }),
  };
}
