import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createReadScheduler, type ReadSchedulerOptions } from "./read-scheduler.ts";

/** Creates a scheduler with reads that record their start, and finish when a test ends them. */
function scheduled(options?: ReadSchedulerOptions) {
  const scheduler = createReadScheduler(options);
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const read = (name: string) =>
    void scheduler.start().then((end) => {
      started.push(name);
      ends.set(name, end);
    });
  const end = (name: string) => ends.get(name)?.();
  return { scheduler, started, read, end };
}

const UNBOUNDED = { maxWaitMs: 600_000, maxSlotMs: 600_000 };

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

test("reads that never wait start in a turn each", async () => {
  const { scheduler } = scheduled(UNBOUNDED);
  const order: string[] = [];
  let isDone = false;
  const turn = () => {
    order.push("turn");
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const read = async () => {
    const end = await scheduler.start();
    order.push("read");
    end();
  };
  await Promise.all(Array.from({ length: 5 }, read));
  isDone = true;
  expect(order.filter((each) => each === "read")).toHaveLength(5);
  expect(order.join(" ")).not.toContain("read read");
});

test("no read starts while a write is in flight, and waiting ones start after the last write", async () => {
  const { scheduler, started, read, end } = scheduled(UNBOUNDED);
  const endFirst = scheduler.beginWrite();
  const endSecond = scheduler.beginWrite();
  read("a");
  endFirst();
  await turns(5);
  expect(started).toEqual([]);
  endSecond();
  await turns(5);
  expect(started).toEqual(["a"]);
  end("a");
});

test("writes and reads that never finish delay other reads and do not stop them", async () => {
  const { scheduler, started, read } = scheduled();
  scheduler.beginWrite();
  for (const name of ["a", "b", "c"]) read(name);
  await expect.poll(() => started).toEqual(["a", "b", "c"]);
});
