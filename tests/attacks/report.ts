import { type AttackResult, missedBounds } from "./bounds.ts";
import type { Measured } from "./measure.ts";

const COLUMNS = [
  "attack",
  "phase",
  "bookings",
  "p50 ms",
  "p99 ms",
  "failed",
  "/health worst ms",
  "event pages bad",
  "RSS MB start / peak / end",
];
const MAX_SHOWN_PROBLEMS = 12;

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, each) => sum + each, 0);

export function printHead(): void {
  console.log(`${line(COLUMNS)}\n${line(COLUMNS.map(() => "---"))}`);
}

/** Prints the phases of an attack as rows of a table. */
export function printRows(result: AttackResult): void {
  const { before, during, after } = result;
  for (const [phase, measured] of Object.entries({ before, during, after })) {
    console.log(line([`${result.finding}: ${result.name}`, phase, ...cellsOf(measured)]));
  }
}

function cellsOf(measured: Measured): string[] {
  const { bookings, p50Ms, p99Ms, failures, healthWorstMs, pages, badPages } = measured;
  const memory = [measured.rssStartMb, measured.rssPeakMb, measured.rssEndMb].map(Math.round);
  return [
    String(bookings),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    String(total(failures)),
    healthWorstMs.toFixed(0),
    `${total(badPages)} of ${pages}`,
    memory.join(" / "),
  ];
}

/** Prints which bounds each attack made the app miss, and returns whether there were none. */
export function printVerdicts(results: readonly AttackResult[]): boolean {
  console.log("");
  const missed = results.map((result) => ({ result, missed: missedBounds(result) }));
  for (const { result, missed: problems } of missed) {
    console.log(`${problems.length === 0 ? "held  " : "MISSED"}  ${result.finding}: ${result.name}`);
    for (const problem of problems.slice(0, MAX_SHOWN_PROBLEMS)) console.log(`          ${problem}`);
    if (problems.length > MAX_SHOWN_PROBLEMS)
      console.log(`          … and ${problems.length - MAX_SHOWN_PROBLEMS} more`);
  }
  return missed.every(({ missed: problems }) => problems.length === 0);
}
