import "#tests/support/node-runtime.ts";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type BenchServer, startBenchServer } from "./databases.ts";
import { hasHolds } from "./engine-subject.ts";
import { makePlan } from "./plan.ts";
import { remarks, tableHead, tableLine, toResult } from "./report.ts";
import { type Case, type Round, runRound } from "./round.ts";
import { expectSameRows } from "./same-rows.ts";
import { SCENARIOS } from "./scenarios.ts";
import { type Summary, summarise } from "./summary.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "string" },
    quick: { type: "boolean", default: false },
    scenario: { type: "string" },
    callers: { type: "string" },
    seconds: { type: "string" },
    rounds: { type: "string" },
  },
});

const { quick } = options;
const rounds = Number(options.rounds ?? (quick ? 1 : 3));
const measureMs = Number(options.seconds ?? (quick ? 0.5 : 3)) * 1000;
const timing = { warmUpMs: quick ? 250 : 1000, measureMs };
/** A quick run measures nothing new after so long, in milliseconds. */
const QUICK_UNTIL = 50_000;
const say = (text: string) => console.log(text);

/** Engine and baseline in turn, round by round, with the whole group in each round. */
async function measureGroup(server: BenchServer, group: Case[]): Promise<Summary[]> {
  const measured = group.map((each): { case: Case; rounds: Round[] } => ({ case: each, rounds: [] }));
  for (const each of group) await server.fill(each.scenario.bookings);
  for (let round = 0; round < rounds; round++) {
    for (const each of measured) each.rounds.push(await runRound(server, each.case, timing));
  }
  return measured.map((each) => summarise(each.case, each.rounds));
}

function nameOf(group: Case[]): string {
  const names = new Set(group.map(({ scenario, callers }) => `${scenario.name} with ${callers}`));
  return [...names].join(", ");
}

function sayGroup(summaries: Summary[]): void {
  for (const engine of summaries.filter((each) => each.implementation === "engine")) {
    const baseline = summaries.find(
      (each) => each.implementation === "baseline" && each.scenario === engine.scenario,
    );
    if (baseline) say(tableLine(engine, baseline));
  }
}

async function measure(server: BenchServer): Promise<void> {
  const scenarios = SCENARIOS.filter((each) => hasHolds || !each.needsHolds);
  const callers = options.callers ? Number(options.callers) : undefined;
  const plan = makePlan(scenarios, { quick, scenario: options.scenario, callers });
  say(
    `PostgreSQL ${server.version}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model}).`,
  );
  say(`${rounds} × ${measureMs / 1000} s each; the median round counts.`);
  await expectSameRows(server);
  say(`\n${tableHead()}`);
  const summaries: Summary[] = [];
  for (const [index, group] of plan.entries()) {
    if (quick && performance.now() > QUICK_UNTIL) {
      say(`\nLeft out for want of time: ${plan.slice(index).map(nameOf).join("; ")}.`);
      break;
    }
    const measured = await measureGroup(server, group);
    sayGroup(measured);
    summaries.push(...measured);
  }
  say(`\n${remarks(summaries).join("\n")}`);
  if (options.json) await writeFile(options.json, `${JSON.stringify(summaries.map(toResult), null, 2)}\n`);
  if (summaries.some((each) => Object.keys(each.failures).length > 0)) process.exitCode = 1;
}

const server = await startBenchServer((text) => console.error(text));
process.once("SIGINT", () => void server.stop().finally(() => process.exit(130)));
try {
  await measure(server);
} finally {
  await server.stop();
}
