import { expect, test } from "vitest";
import { silentLog } from "#app/platform/log.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { every, HOUR } from "./every.ts";

test("a job that is woken runs at once, and once for all who woke it meanwhile", async () => {
  let runs = 0;
  const job = every(HOUR, silentLog, "woken", async () => void runs++);
  await waitUntil("the first run", () => runs === 1);
  for (let times = 0; times < 5; times++) job.wake();
  await waitUntil("the second run", () => runs === 2);
  await job.stop();
  expect(runs).toBe(2);
});

test("a job that is woken within its minimum pause does not run before the pause is over", async () => {
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

test("the run that was asked for during the pause comes after it", async () => {
  let runs = 0;
  const job = every(HOUR, silentLog, "paced", async () => void runs++, 60);
  await waitUntil("the first run", () => runs === 1);
  job.wake();
  await waitUntil("the second run", () => runs === 2);
  await job.stop();
});

test("work that has left something to do goes on at once, and ends when it is stopped", async () => {
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
  await waitUntil("some of it", () => runs > 10);
  await job.stop();
  const until = runs;
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBe(until);
});

test("a failure is no end, and what is stopped does not run again", async () => {
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
