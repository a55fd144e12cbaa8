import type { Attack } from "./attack.ts";
import type { Measured } from "./measure.ts";

/** A round of an attack with what was measured before, during and after it. */
export interface AttackResult {
  attack: Attack;
  before: Measured;
  during: Measured;
  after: Measured;
  /** What the attacker saw that must not be. */
  faults: string[];
  /** Whether the server's process ended. */
  ended: boolean;
}

const BOUNDS = {
  p99Ms: 250,
  timesP99Before: 5,
  healthMs: 1_000,
  rssGrowthMb: 150,
};

/** Returns in which attacks the median of the rounds was beyond the bound of its own that the attack has. */
export function missedOwnBounds(results: readonly AttackResult[]): string[] {
  return [...new Set(results.map(({ attack }) => attack))].flatMap((attack) => {
    const ratios = results
      .filter((result) => result.attack === attack)
      .map(({ before, during }) => during.p99Ms / before.p99Ms)
      .sort((a, b) => a - b);
    const median = ratios[Math.floor(ratios.length / 2)] ?? 0;
    const isMissed = attack.maxTimesP99 !== undefined && median > attack.maxTimesP99;
    return isMissed
      ? [
          `${attack.finding}: p99 of bookings was ${median.toFixed(1)} times that before, more than ${attack.maxTimesP99}`,
        ]
      : [];
  });
}

/** Returns what an attack did beyond the bounds; nothing where the service stood. */
export function missedBounds({ before, during, after, faults, ended }: AttackResult): string[] {
  const mostP99Ms = Math.max(BOUNDS.p99Ms, BOUNDS.timesP99Before * before.p99Ms);
  const growthMb = during.rssPeakMb - before.rssEndMb;
  const missed = ended ? ["the server's process ended"] : [];
  for (const [phase, measured] of Object.entries({ during, after })) {
    const { p99Ms, healthWorstMs, failures, badPages } = measured;
    if (p99Ms > mostP99Ms)
      missed.push(`p99 of bookings ${phase}: ${Math.round(p99Ms)} ms, more than ${Math.round(mostP99Ms)}`);
    if (healthWorstMs > BOUNDS.healthMs)
      missed.push(`/health ${phase}: ${Math.round(healthWorstMs)} ms, more than ${BOUNDS.healthMs}`);
    for (const [what, number] of Object.entries(failures))
      missed.push(`${number} bookings ${phase}: ${what}`);
    for (const [what, number] of Object.entries(badPages))
      missed.push(`${number} event pages ${phase}: ${what}`);
  }
  if (growthMb > BOUNDS.rssGrowthMb) {
    missed.push(`memory grew by ${Math.round(growthMb)} MB, more than ${BOUNDS.rssGrowthMb}`);
  }
  return [...missed, ...faults];
}
