import { expect, test } from "vitest";
import { every, HOUR } from "#app/jobs/every.ts";
import { elapsed } from "#app/platform/clock.ts";
import { silentLog } from "#app/platform/log.ts";

test("a job that is woken all the time keeps its minimum pause of 60 ms, and runs again after it", async () => {
  const runs: number[] = [];
  const job = every(HOUR, silentLog, "paced", async () => void runs.push(elapsed()), 60);
  const ends = elapsed() + 300;
  while (elapsed() < ends) {
    job.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await job.stop();
  const pauses = runs.slice(1).map((run, index) => run - (runs[index] ?? 0));
  expect(runs.length).toBeGreaterThanOrEqual(3);
  expect(Math.min(...pauses)).toBeGreaterThan(55);
});
