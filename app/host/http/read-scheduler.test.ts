import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createReadScheduler, type ReadSchedulerOptions } from "./read-scheduler.ts";
import { createReadTurns } from "./read-turns.ts";

/** Creates a scheduler with reads that record their start, and finish when a test ends them. */
function scheduled(options?: ReadSchedulerOptions) {
  const turns = createReadTurns({ maxHoldMs: 600_000 });
  const scheduler = createReadScheduler(turns, options);
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const read = (name: string) =>
    void scheduler.start().then((end) => {
      started.push(name);
      ends.set(name, end);
    });
  const end = (name: string) => ends.get(name)?.();
  return { turns, started, read, end };
}

const UNBOUNDED = { maxSlotMs: 600_000 };

async function turns(count: number) {
  for (let turn = 0; turn < count; turn++) await nextTurn();
}

test("two reads hold slots at once, and the next one starts when one has finished, in order", async () => {
  const { started, read, end } = scheduled(UNBOUNDED);
  for (const name of ["a", "b", "c", "d"]) read(name);
  await turns(5);
  expect(started).toEqual(["a", "b"]);
  end("b");
  end("b");
  await turns(5);
  expect(started).toEqual(["a", "b", "c"]);
  for (const name of ["a", "c"]) end(name);
  await turns(5);
  end("d");
});

test("no read starts while a write is in flight", async () => {
  const { turns: readTurns, started, read, end } = scheduled(UNBOUNDED);
  const endWrite = readTurns.beginWrite();
  read("a");
  await turns(5);
  expect(started).toEqual([]);
  endWrite();
  await turns(5);
  expect(started).toEqual(["a"]);
  end("a");
});

test("reads that never finish delay others and do not stop them", async () => {
  const { started, read } = scheduled();
  for (const name of ["a", "b", "c"]) read(name);
  await expect.poll(() => started).toEqual(["a", "b", "c"]);
});
