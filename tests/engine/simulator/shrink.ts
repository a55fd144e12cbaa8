import type { Sequence, Step } from "./commands.ts";
import { type Failure, report } from "./run.ts";

type Find = (sequence: Sequence) => Promise<Failure | undefined>;

/** Leaves out steps and commands as long as it still fails, and answers the shortest that it came to, in words. */
export async function shrink(sequence: Sequence, find: Find): Promise<string> {
  let best = { sequence, failure: await find(sequence) };
  if (!best.failure) return "It did not fail again.";
  for (let changed = true; changed; ) {
    changed = false;
    for (const shorter of shorterThan(best.sequence, best.failure?.step ?? 0)) {
      const failure = await find(shorter);
      if (!failure) continue;
      best = { sequence: shorter, failure };
      changed = true;
      break;
    }
  }
  return best.failure ? report(best.sequence, best.failure) : "";
}

function* shorterThan({ resources, steps }: Sequence, last: number): Generator<Sequence> {
  if (last < steps.length - 1) yield { resources, steps: steps.slice(0, last + 1) };
  for (let size = Math.floor(steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = steps.length - size; at >= 0; at -= size)
      yield { resources, steps: steps.toSpliced(at, size) };
  }
  for (const [at, step] of steps.entries()) {
    if (step.kind !== "batch" || step.asks.length < 2) continue;
    for (const index of step.asks.keys()) {
      const fewer: Step = { kind: "batch", asks: step.asks.toSpliced(index, 1) };
      yield { resources, steps: steps.with(at, fewer) };
    }
  }
}
