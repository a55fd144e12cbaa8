import { expect, test } from "vitest";
import { silentLog } from "#app/platform/log.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { every, HOUR } from "./every.ts";

test("a woken job runs at once, and once for all calls of wake in the meantime", async () => {
  let runs = 0;
  const job = every(HOUR, silentLog, "woken", async () => void runs++);
  await waitUntil("the first run", () => runs === 1);
  for (let times = 0; times < 5; times++) job.wake();
  await waitUntil("the second run", () => runs === 2);
  await job.stop();
  expect(runs).toBe(2);
});

test("a job woken within its minimum interval does not run before the interval is over", async () => {
  let runs = 0;
  const job = every(HOUR, silentLog, "paced", async () => void runs++, HOUR);
  await waitUntil("the first run", () => runs === 1);
  for (let turn = 0; turn < 20; turn++) {
    job.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await job.stop();
  expect(runs).toBe(1);
});

test("a run requested during the minimum interval follows after it", async () => {
  let runs = 0;
  const job = every(HOUR, silentLog, "paced", async () => void runs++, 60);
  await waitUntil("the first run", () => runs === 1);
  job.wake();
  await waitUntil("the second run", () => runs === 2);
  await job.stop();
});

test("unfinished work continues at once, and ends when the job is stopped", async () => {
  let runs = 0;
  const job = every(
    HOUR,
    silentLog,
    "endless",
    async () => {
      await new Promise((resolve) => setImmediate(resolve));
      runs++;
      return true;
    },
    HOUR,
  );
  await waitUntil("several runs", () => runs > 10);
  await job.stop();
  const until = runs;
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBe(until);
});

test("a failed job runs again, and a stopped job does not", async () => {
  let runs = 0;
  const job = every(HOUR, silentLog, "failing", async () => {
    runs++;
    throw new Error("no");
  });
  await waitUntil("the first run", () => runs === 1);
  job.wake();
  await waitUntil("the second run", () => runs === 2);
  await job.stop();
  job.wake();
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBe(2);
});
