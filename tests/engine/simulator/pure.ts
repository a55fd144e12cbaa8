import type { Sequence } from "./commands.ts";
import { generate } from "./generate.ts";
import { type EngineParts, MemoryEngine } from "./memory-engine.ts";
import { seedOf } from "./random.ts";
import { type Failure, simulate } from "./run.ts";
import { shrink } from "./shrink.ts";

export interface PureRun {
  seed: number;
  sequences: number;
  /** The honest ones, unless something is to be found. */
  parts?: EngineParts;
}

export interface Found {
  /** How many sequences were run, with the one that failed. */
  sequences: number;
  sequence: Sequence;
  failure: Failure;
}

/** Runs so many sequences through the engine's pure parts and answers the first that fails. */
export async function runPure({ seed, sequences, parts }: PureRun): Promise<Found | undefined> {
  for (let index = 0; index < sequences; index++) {
    const sequence = generate(seedOf(seed, index), { mostTogether: 4 });
    const failure = await simulate(sequence, new MemoryEngine(sequence.resources, parts));
    if (failure) return { sequences: index + 1, sequence, failure };
  }
  return undefined;
}

/** The shortest sequence that a failing one can be made to and still fails, in words. */
export function shortestOf({ sequence }: Found): Promise<string> {
  return shrink(sequence, (each) => simulate(each, new MemoryEngine(each.resources)));
}
