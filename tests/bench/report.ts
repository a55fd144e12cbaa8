import type { Summary } from "./summary.ts";
import { atLeast, HOT_P50_MS, HOT_P99_PART, partAtLeast, SHARES_APART } from "./targets.ts";

const COLUMNS = [
  ...[
    "scenario",
    "callers",
    "engine/s",
    "baseline/s",
    "ratio",
    "minimum",
    "engine p50 / p99",
    "baseline p50 / p99",
  ],
  ...["calls per transaction", "heap"],
];

export const tableHead = () => `${line(COLUMNS)}\n${line(COLUMNS.map(() => "---"))}`;

/** One line of the table: engine and baseline of one scenario. A speed below what it must be is marked with "!". */
export function tableLine(engine: Summary, baseline: Summary): string {
  const { scenario, callers } = engine;
  const times = engine.perSecond / baseline.perSecond;
  const wanted = atLeast(scenario.name, callers);
  return line([
    scenario.name,
    String(callers),
    whole(engine.perSecond),
    whole(baseline.perSecond),
    `${times.toFixed(2)}${wanted !== undefined && times < wanted ? " !" : ""}`,
    wanted === undefined ? "" : String(wanted),
    delays(engine),
    delays(baseline),
    engine.batchSize?.toFixed(1) ?? "",
    `${(engine.heapGrowth / 2 ** 20).toFixed(1)} MB`,
  ]);
}

/** What is said beside the table: parts of other scenarios, shares of instances, delays on the hot resource, failures. */
export function remarks(summaries: Summary[]): string[] {
  const find = (name: string | undefined, like: Summary) =>
    summaries.find(
      (each) =>
        each.scenario.name === name &&
        each.callers === like.callers &&
        each.implementation === like.implementation,
    );
  return summaries.flatMap((each) => [
    ...(each.implementation === "engine" ? partOf(each, find(each.scenario.against, each)) : []),
    ...sharesOf(each),
    ...hotDelays(each, summaries),
    ...Object.entries(each.failures).map(([words, count]) => `${nameOf(each)}: ${count} failed: ${words}`),
  ]);
}

export interface Result {
  scenario: string;
  concurrency: number;
  implementation: string;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

export function toResult(summary: Summary): Result {
  const { scenario, callers: concurrency, implementation, perSecond, p50Ms, p99Ms } = summary;
  const short = (value: number) => Math.round(value * 100) / 100;
  return {
    scenario: scenario.name,
    concurrency,
    implementation,
    perSecond: short(perSecond),
    p50Ms: short(p50Ms),
    p99Ms: short(p99Ms),
  };
}

function partOf(summary: Summary, other: Summary | undefined): string[] {
  if (!other) return [];
  const part = summary.perSecond / other.perSecond;
  const wanted = partAtLeast(summary.scenario.name);
  const words = `${nameOf(summary)}: ${part.toFixed(2)} of ${other.scenario.name}`;
  return [wanted === undefined ? words : `${words} (at least ${wanted})${part < wanted ? " !" : ""}`];
}

function sharesOf(summary: Summary): string[] {
  if (summary.shares.length < 2) return [];
  const total = summary.shares.reduce((sum, share) => sum + share, 0);
  const apart = ((Math.max(...summary.shares) - Math.min(...summary.shares)) * summary.shares.length) / total;
  const shares = summary.shares.map((share) => `${((share / total) * 100).toFixed(1)} %`).join(" and ");
  const miss = summary.implementation === "engine" && apart > SHARES_APART ? " !" : "";
  return [`${nameOf(summary)}: shares of ${shares}${miss}`];
}

function hotDelays(engine: Summary, summaries: Summary[]): string[] {
  const isHot = engine.scenario.name === "hot" && engine.callers === 200;
  const baseline = summaries.find(
    (each) => isHot && each.implementation === "baseline" && isSame(each, engine),
  );
  if (!baseline || engine.implementation !== "engine") return [];
  const part = engine.p99Ms / baseline.p99Ms;
  return [
    `${nameOf(engine)}: p50 ${engine.p50Ms.toFixed(1)} ms (at most ${HOT_P50_MS})${engine.p50Ms > HOT_P50_MS ? " !" : ""}, ` +
      `p99 ${part.toFixed(2)} of the baseline's (at most ${HOT_P99_PART})${part > HOT_P99_PART ? " !" : ""}`,
  ];
}

const isSame = (a: Summary, b: Summary) => a.scenario === b.scenario && a.callers === b.callers;
const nameOf = ({ scenario, callers, implementation }: Summary) =>
  `${scenario.name}, ${callers} callers, ${implementation}`;
const whole = (value: number) => Math.round(value).toLocaleString("en-GB");
const delays = ({ p50Ms, p99Ms }: Summary) => `${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)} ms`;
const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
