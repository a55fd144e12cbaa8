import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { testDatabase } from "#tests/support/database.ts";
import type { Report } from "./connection-layer-workload.ts";

const database = await testDatabase({ max: 1 });
const program = fileURLToPath(new URL("./connection-layer-workload.ts", import.meta.url));

/** In a process of its own, since an uncaught error is one of the things to count. */
async function underFire(mode: "guarded" | "plain", runsMs: number): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", program, database.url, mode, String(runsMs)],
    { timeout: 40_000, killSignal: "SIGKILL" },
  );
  return JSON.parse(stdout);
}

test("while backends are terminated all the time, transactions stay whole and every call is answered", async () => {
  const report = await underFire("guarded", 8000);
  expect(report).toMatchObject({
    strangeErrors: {},
    hung: 0,
    uncaught: 0,
    unhandled: 0,
    torn: 0,
    lostAcknowledgements: 0,
    undead: 0,
  });
  expect(report.slowestMs).toBeLessThan(3000);
  expect(report.mostConnections).toBeLessThanOrEqual(6);
  // It was a battle, and work was done in it.
  expect(report.terminated).toBeGreaterThan(50);
  expect(report.refused).toBeGreaterThan(10);
  expect(report.acknowledged).toBeGreaterThan(200);
});

test("the same fire breaks plain postgres.js, so the test above can tell the difference", async () => {
  const report = await underFire("plain", 4000);
  const broken =
    report.hung +
    report.uncaught +
    report.unhandled +
    report.torn +
    report.lostAcknowledgements +
    report.undead;
  expect(report.terminated).toBeGreaterThan(3);
  expect(broken).toBeGreaterThan(0);
});
