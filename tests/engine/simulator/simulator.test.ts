import { expect, test } from "vitest";
import { testDatabase } from "#tests/support/database.ts";
import { DatabaseEngine } from "./database-engine.ts";
import { generate } from "./generate.ts";
import { MemoryEngine } from "./memory-engine.ts";
import { runPure, shortestOf } from "./pure.ts";
import { seedOf } from "./random.ts";
import { report, simulate } from "./run.ts";
import { Tally } from "./tally.ts";
import { TOLD_APART } from "./told-apart.ts";

const testing = await testDatabase();

/** `SIMULATOR_SEED=…` repeats a run; without it, each run is another one. */
const SEED = Number(process.env.SIMULATOR_SEED ?? Date.now() % 1_000_000_000);
const PATIENCE = 120_000;
const AGAIN = `SIMULATOR_SEED=${SEED} repeats it`;

test("2,000 sequences of commands get the model's answers and leave its state, decided in memory", {
  timeout: PATIENCE,
}, async () => {
  const found = await runPure({ seed: SEED, sequences: 2_000 });
  expect(found === undefined, `${AGAIN}\n${found && (await shortestOf(found))}`).toBe(true);
});

test("60 sequences get the model's answers and leave its state through the engine on PostgreSQL", {
  timeout: PATIENCE,
}, async () => {
  const database = { look: "at the end", late: 10_000 } as const;
  for (let index = 0; index < 60; index++) {
    const sequence = generate(seedOf(SEED, index), { mostTogether: 1 });
    const failure = await simulate(
      sequence,
      await DatabaseEngine.begin(testing, sequence.resources),
      database,
    );
    expect(failure === undefined, `${AGAIN}\n${failure && report(sequence, failure)}`).toBe(true);
  }
});

test.each(Object.entries(TOLD_APART))("%s", async (_, sequence) => {
  const engine = await DatabaseEngine.begin(testing, sequence.resources);
  expect(await simulate(sequence, engine, { look: "always", late: 10_000 })).toBeUndefined();
});

test("the sequences come to every answer that there is", async () => {
  const tally = new Tally();
  for (let index = 0; index < 2_000; index++) {
    const sequence = generate(seedOf(1, index), { mostTogether: 4 });
    await simulate(sequence, tally.of(new MemoryEngine(sequence.resources)));
  }
  expect(tally.missing(4)).toEqual([]);
});
