/** Runs the work of reads in turns of the event loop, and none of it while writes are in flight. */
export interface ReadTurns {
  /** Starts a piece of work in one of the next turns, after all earlier ones. */
  run(work: () => void): void;
  /** Counts a write as in flight until the returned function is called. */
  beginWrite(): () => void;
}

export interface ReadTurnsOptions {
  /** Milliseconds per turn in which pieces are started; 1 unless given. */
  maxTurnMs?: number;
  /** Milliseconds for which writes may hold reads up in a row; 50 unless given. */
  maxHoldMs?: number;
}

const MAX_TURN_MS = 1;
const MAX_HOLD_MS = 50;
/** Share of the longest hold that must be available before reads are held again. */
const MIN_SHARE = 0.2;

/**
 * Creates a queue for everything that reads compute: handling a request, starting a page, rendering it. A booking takes several
 * turns of the event loop, and in each of them it waits for the other work of that turn. Therefore a turn runs pieces for about
 * a millisecond, and none while a write is in flight. A piece that takes longer is the last of its turn.
 *
 * Reads are held at most half of the time: after a hold they run for as long as they were held, whatever is in flight, so that
 * a rush of bookings or a slow write does not stop them.
 */
export function createReadTurns(options: ReadTurnsOptions = {}): ReadTurns {
  const { maxTurnMs = MAX_TURN_MS, maxHoldMs = MAX_HOLD_MS } = options;
  const waiting: (() => void)[] = [];
  const hold = createHold(maxHoldMs);
  let isScheduled = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const schedule = () => {
    if (isScheduled || waiting.length === 0) return;
    isScheduled = true;
    setImmediate(runTurn);
  };
  const runTurn = async () => {
    const startedAt = performance.now();
    clearTimeout(retry);
    const heldMs = hold.leftMs();
    if (heldMs > 0) {
      isScheduled = false;
      retry = setTimeout(schedule, heldMs);
      return;
    }
    do {
      waiting.shift()?.();
      // Resolves once the work waits for I/O or is finished.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    } while (waiting.length > 0 && hold.leftMs() === 0 && performance.now() - startedAt < maxTurnMs);
    isScheduled = false;
    schedule();
  };
  return {
    run(work) {
      waiting.push(work);
      schedule();
    },
    beginWrite() {
      const end = hold.begin();
      return () => {
        end();
        // The response of the write is sent in the next turn.
        setImmediate(schedule);
      };
    },
  };
}

/** Measures for how long reads may still be held. The time for which they may be held returns while they are not. */
function createHold(maxMs: number) {
  let writes = 0;
  let isHolding = false;
  let availableMs = maxMs;
  let at = performance.now();
  const update = () => {
    const present = performance.now();
    const passedMs = present - at;
    at = present;
    availableMs = isHolding ? Math.max(0, availableMs - passedMs) : Math.min(maxMs, availableMs + passedMs);
    const suffices = isHolding ? availableMs > 0 : availableMs >= maxMs * MIN_SHARE;
    isHolding = writes > 0 && suffices;
  };
  return {
    begin() {
      writes += 1;
      update();
      return () => {
        writes -= 1;
        update();
      };
    },
    /** Returns the milliseconds after which reads may run though writes are in flight; 0 if they may now. */
    leftMs() {
      if (writes > 0) update();
      return isHolding ? availableMs : 0;
    },
  };
}
