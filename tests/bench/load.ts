import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Random, seeded } from "./picks.ts";
import type { Answer, Subject } from "./subject.ts";

export interface Load {
  subject: Subject;
  caller(subject: Subject, random: Random): () => Promise<void>;
  callers: number;
  /** Different for each process, so that no two ask the same. */
  seed: number;
  warmUpMs: number;
  measureMs: number;
  /** Awaited between warming up and measuring, while the callers go on. */
  warm?: () => Promise<void>;
}

export interface Tally {
  /** Of each call that was answered while measuring, in milliseconds. */
  latencies: number[];
  seconds: number;
  /** What all calls took together, warming up included, less what they freed. */
  seats: number;
  /** By their words, how many calls threw or were answered wrongly. */
  failures: Record<string, number>;
  /** What stays on the heap after measuring, beyond what was there before, in bytes. */
  heapGrowth: number;
}

/** Lets the callers ask again and again: first to warm up, then measured. Resolves when all have their last answer. */
export async function runLoad(load: Load): Promise<Tally> {
  const tally: Tally = { latencies: [], seconds: 0, seats: 0, failures: {}, heapGrowth: 0 };
  const phase = { measuring: false, over: false };
  const subject = metered(load.subject, tally, phase);
  const callers = Array.from({ length: load.callers }, async (_, index) => {
    const turn = load.caller(subject, seeded(load.seed + index));
    while (!phase.over) await takeTurn(turn, tally);
  });
  await pause(load.warmUpMs);
  await load.warm?.();
  const heap = heapInUse();
  const started = performance.now();
  phase.measuring = true;
  await pause(load.measureMs);
  phase.measuring = false;
  tally.seconds = (performance.now() - started) / 1000;
  // While the callers are still busy, as they were before; without what this measuring itself has kept.
  tally.heapGrowth = heapInUse() - heap - tally.latencies.length * 8;
  phase.over = true;
  await Promise.all(callers);
  return tally;
}

async function takeTurn(turn: () => Promise<void>, tally: Tally): Promise<void> {
  try {
    await turn();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    tally.failures[words] = (tally.failures[words] ?? 0) + 1;
    // A caller that fails without waiting for anything would leave nobody else a turn.
    await pause(1);
  }
}

function metered(subject: Subject, tally: Tally, phase: { measuring: boolean }): Subject {
  const timed =
    <Order>(command: (order: Order) => Promise<Answer>) =>
    async (order: Order) => {
      const started = performance.now();
      const answer = await command(order);
      if (phase.measuring) tally.latencies.push(performance.now() - started);
      tally.seats += answer.seats;
      return answer;
    };
  return {
    book: timed(subject.book),
    cancel: timed(subject.cancel),
    hold: timed(subject.hold),
    confirm: timed(subject.confirm),
  };
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
