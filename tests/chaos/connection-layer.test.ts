import { expect, test } from "vitest";
import { testDatabase } from "#tests/support/database.ts";
import { runWorkload } from "./connection-layer-run.ts";

const database = await testDatabase({ max: 1, role: "owner" });

test("while backends are terminated all the time, transactions stay whole and every call is answered", async () => {
  const report = await runWorkload(database.url, "guarded", 8000);
  expect(report).toMatchObject({
    strangeErrors: {},
    hung: 0,
    uncaught: 0,
    unhandled: 0,
    torn: 0,
    lostAcknowledgements: 0,
    undead: 0,
  });
  expect(report.mostConnections).toBeLessThanOrEqual(6);
  // Backends were terminated in the middle of work, and work was done all the same.
  expect(report.terminated).toBeGreaterThan(50);
  expect(report.refused).toBeGreaterThan(10);
  expect(report.acknowledged).toBeGreaterThan(200);
});

test("plain postgres.js loses or breaks calls while its backends are terminated, so the test above can fail", async () => {
  const report = await runWorkload(database.url, "plain", 4000);
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
