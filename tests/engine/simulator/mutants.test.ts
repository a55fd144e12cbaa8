import { expect, test } from "vitest";
import { MUTANTS } from "./mutants.ts";
import { runPure } from "./pure.ts";

const SEED = 2005;
const ENOUGH = 600;

test.each(Object.entries(MUTANTS))(`within ${ENOUGH} sequences: %s`, async (_, { parts, reports }) => {
  const found = await runPure({ seed: SEED, sequences: ENOUGH, parts });
  expect(found?.failure.complaints.join("\n")).toMatch(reports);
});

test("the honest engine passes the same sequences", async () => {
  expect(await runPure({ seed: SEED, sequences: ENOUGH })).toBeUndefined();
});
