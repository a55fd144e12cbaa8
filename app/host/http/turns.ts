/** Starts a piece of work in one of the next turns of the event loop, after all earlier ones. */
export type Turns = (work: () => void) => void;

/**
 * Creates a queue that starts work one piece after the other, for at most `maxMs` in each turn of the event loop. Work that
 * waits for no I/O would otherwise all be done in a single turn, in which no other request is handled and no disconnect is
 * noticed. A piece that takes longer is the last of its turn.
 */
export function createTurns(maxMs: number): Turns {
  const waiting: (() => void)[] = [];
  let isStarting = false;
  const start = async () => {
    const startedAt = performance.now();
    do {
      waiting.shift()?.();
      // Resolves once the work waits for I/O or is finished.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    } while (waiting.length > 0 && performance.now() - startedAt < maxMs);
    if (waiting.length > 0) setImmediate(start);
    else isStarting = false;
  };
  return (work) => {
    waiting.push(work);
    if (!isStarting) setImmediate(start);
    isStarting = true;
  };
}
