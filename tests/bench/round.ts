import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { checkWhatWasBooked, findBatchSize } from "./check.ts";
import type { BenchServer } from "./databases.ts";
import { addBlocks } from "./far-deadlines.ts";
import type { Tally } from "./load.ts";
import type { Scenario } from "./scenarios.ts";
import { runShare, type Share } from "./share.ts";
import type { Implementation } from "./subject.ts";

/** One thing to measure. */
export interface Case {
  scenario: Scenario;
  callers: number;
  implementation: Implementation;
}

export interface Round {
  perSecond: number;
  latencies: number[];
  /** Calls of each process. */
  shares: number[];
  heapGrowth: number;
  /** Calls that one transaction answered, on average. */
  batchSize: number | undefined;
  failures: Record<string, number>;
}

const INSTANCE = fileURLToPath(new URL("./instance.ts", import.meta.url));

/** Measures once, on a fresh copy of the filled database, and checks that what was answered is what is stored. */
export async function runRound(
  server: BenchServer,
  { scenario, callers, implementation }: Case,
  timing: { warmUpMs: number; measureMs: number },
): Promise<Round> {
  const database = await server.copy(scenario.bookings);
  try {
    const { name, instances, blocks = 0 } = scenario;
    const blocked = await addBlocks(database.sql, blocks);
    const { url } = database;
    const share = { scenario: name, implementation, url, callers: callers / instances, ...timing };
    const shares = Array.from({ length: instances }, (_, index) => ({ ...share, seed: 1 + index * 1000 }));
    const tallies =
      shares.length === 1 ? await Promise.all(shares.map((each) => runShare(each))) : await runApart(shares);
    const failures = sumFailures(tallies);
    if (Object.keys(failures).length === 0) {
      await checkWhatWasBooked(
        database.sql,
        tallies.reduce((sum, each) => sum + each.seats, blocked),
        implementation,
      );
    }
    return {
      perSecond: tallies.reduce((sum, each) => sum + each.latencies.length / each.seconds, 0),
      latencies: tallies.flatMap((each) => each.latencies),
      shares: tallies.map((each) => each.latencies.length),
      heapGrowth: Math.max(...tallies.map((each) => each.heapGrowth)),
      batchSize: await findBatchSize(database.sql),
      failures,
    };
  } finally {
    await database.drop();
  }
}

function sumFailures(tallies: Tally[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { failures } of tallies) {
    for (const [words, count] of Object.entries(failures)) sum[words] = (sum[words] ?? 0) + count;
  }
  return sum;
}

/** Each share in a process of its own; they measure from the moment at which all are warm. */
async function runApart(shares: Share[]): Promise<Tally[]> {
  const children = shares.map((share) => fork(INSTANCE, [JSON.stringify(share)]));
  try {
    await Promise.all(children.map((child) => hear<string>(child)));
    const tallies = children.map((child) => hear<Tally>(child));
    for (const child of children) child.send("measure");
    return await Promise.all(tallies);
  } finally {
    for (const child of children) child.kill();
  }
}

async function hear<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController();
  const gone = once(child, "exit", ended).then(() => {
    throw new Error(`An instance ended with ${child.signalCode ?? child.exitCode} before it had answered.`);
  });
  try {
    const [message] = await Promise.race([once(child, "message", ended), gone]);
    return message as T;
  } finally {
    gone.catch(() => {});
    ended.abort();
  }
}
