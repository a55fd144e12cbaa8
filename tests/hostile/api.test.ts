import { afterAll, expect, test } from "vitest";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { ApiChecker } from "./api-checker.ts";
import { validCalls } from "./api-entry-points.ts";
import { operationsOf } from "./api-fields.ts";
import { planOf } from "./plan.ts";
import { tableOf } from "./tally.ts";

const { db } = await testDatabase();
const api = await serveApi(db);
const ctx = await makeOrganization(db, "API");
const calls = apiClient(api, await keyOf(ctx));
const valid = validCalls({ ctx, calls });
/** Of an organisation that takes no bookings meanwhile. */
const pausedCalls = apiClient(api, await keyOf(await makeOrganization(db, "Paused")));
const operations = operationsOf(api);
const checkers = operations.flatMap((operation) => {
  const make = valid[`${operation.method} ${operation.path}`];
  const by = operation.path === "/settings/maintenance" ? pausedCalls : calls;
  return make && operation.fields.length > 0 ? [new ApiChecker(by, operation, make)] : [];
});
const plan = planOf(checkers.flatMap((checker) => checker.plannedFields()));

test("every operation of the API has its fields tried with awkward values", () => {
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(valid).sort());
});

test.each(checkers)(
  "$tally.name accepts awkward values and returns them right, or refuses them by their name",
  { timeout: 600_000 },
  async (checker) => {
    await checker.run(plan);
    expect(checker.faults).toEqual([]);
  },
);

test("nothing of that is an error in the log", () => {
  const levels = api.lines.map((line) => (JSON.parse(line) as { level: string }).level);
  expect(levels.length).toBeGreaterThan(100);
  expect(api.lines.filter((_, at) => ["warn", "error", "fatal"].includes(levels[at] ?? ""))).toEqual([]);
});

afterAll(() =>
  console.info(
    tableOf(
      "API",
      checkers.map(({ tally }) => tally),
    ),
  ),
);
