import type { Case, Round } from "./round.ts";

/** What all rounds of a case come to. */
export interface Summary extends Case {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  batchSize: number | undefined;
  shares: number[];
  heapGrowth: number;
  failures: Record<string, number>;
}

/** The speed is the median of the rounds'; the times are those of all calls of that round. */
export function summarise(measured: Case, rounds: Round[]): Summary {
  const bySpeed = [...rounds].sort((a, b) => a.perSecond - b.perSecond);
  const middle = bySpeed[Math.floor(bySpeed.length / 2)];
  if (!middle) throw new Error("There is no round to sum up.");
  const latencies = [...middle.latencies].sort((a, b) => a - b);
  const failures = rounds.flatMap((each) => Object.entries(each.failures));
  return {
    ...measured,
    perSecond: middle.perSecond,
    batchSize: middle.batchSize,
    shares: middle.shares,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    heapGrowth: middle.heapGrowth,
    failures: Object.fromEntries(failures),
  };
}

/** The smallest that at least such a part of all lies at or below; 0 of nothing. */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
