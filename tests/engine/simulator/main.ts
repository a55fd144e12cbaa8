import "#tests/support/node-runtime.ts";
import { parseArgs } from "node:util";
import { runPure, shortestOf } from "./pure.ts";

/** `npm run simulate -- --sequences N --seed S`: many sequences through the engine's pure parts, against the model. */
const { values } = parseArgs({
  options: {
    sequences: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
  },
});
const [sequences, seed] = [Number(values.sequences), Number(values.seed)];
const startedAt = performance.now();
const found = await runPure({ seed, sequences });
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
if (found) {
  console.log(
    `Sequence ${found.sequences} of seed ${seed} fails. Made as short as it gets:\n${await shortestOf(found)}`,
  );
  process.exitCode = 1;
} else {
  console.log(`${sequences} sequences of seed ${seed} agree with the model, in ${seconds} s.`);
}
