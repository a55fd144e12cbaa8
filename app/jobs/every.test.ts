import { expect, test } from "vitest";
import { elapsed } from "#app/platform/clock.ts";
import { silentLog } from "#app/platform/log.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { every, HOUR } from "./every.ts";

/** A job that notes when it runs. */
function noted(apart?: number) {
  const runs: number[] = [];
  const job = every(HOUR, silentLog, "noted", async () => void runs.push(elapsed()), apart);
  return { runs, job };
}

test("a job that is woken runs at once, and once for all who woke it meanwhile", async () => {
  const { runs, job } = noted();
  await waitUntil("the first run", () => runs.length === 1);
  for (let times = 0; times < 5; times++) job.wake();
  await waitUntil("the second run", () => runs.length === 2);
  await job.stop();
  expect(runs).toHaveLength(2);
});

test("runs are apart, however often the job is woken, and the one that was asked for meanwhile comes", async () => {
  const { runs, job } = noted(60);
  const ends = elapsed() + 200;
  while (elapsed() < ends) {
    job.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const asked = runs.length;
  await waitUntil("the last one that was asked for", () => runs.length > asked);
  await job.stop();
  const pauses = runs.slice(1).map((run, index) => run - (runs[index] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThan(55);
  expect(runs.length).toBeGreaterThanOrEqual(3);
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
