import { type AttackResult, missedBounds, missedOwnBounds } from "./bounds.ts";
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
  "event pages p50 / p99 ms",
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
    console.log(line([`${result.attack.finding}: ${result.attack.name}`, phase, ...cellsOf(measured)]));
  }
}

function cellsOf(measured: Measured): string[] {
  const { bookings, p50Ms, p99Ms, failures, healthWorstMs, pages, badPages, pageP50Ms, pageP99Ms } = measured;
  const memory = [measured.rssStartMb, measured.rssPeakMb, measured.rssEndMb].map(Math.round);
  return [
    String(bookings),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    String(total(failures)),
    healthWorstMs.toFixed(0),
    `${total(badPages)} of ${pages}`,
    `${pageP50Ms.toFixed(1)} / ${pageP99Ms.toFixed(1)}`,
    memory.join(" / "),
  ];
}

/** Prints which bounds each attack made the app miss, and returns whether there were none. */
export function printVerdicts(results: readonly AttackResult[]): boolean {
  console.log("");
  const missed = results.map((result) => ({ result, missed: missedBounds(result) }));
  for (const { result, missed: problems } of missed) {
    console.log(
      `${problems.length === 0 ? "held  " : "MISSED"}  ${result.attack.finding}: ${result.attack.name}`,
    );
    for (const problem of problems.slice(0, MAX_SHOWN_PROBLEMS)) console.log(`          ${problem}`);
    if (problems.length > MAX_SHOWN_PROBLEMS)
      console.log(`          … and ${problems.length - MAX_SHOWN_PROBLEMS} more`);
  }
  const beyond = missedOwnBounds(results);
  for (const problem of beyond) console.log(`MISSED  ${problem}`);
  return beyond.length === 0 && missed.every(({ missed: problems }) => problems.length === 0);
}
