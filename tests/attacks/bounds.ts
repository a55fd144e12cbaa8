import type { Measured } from "./measure.ts";

/** An attack with what was measured before, during and after it. */
export interface AttackResult {
  name: string;
  finding: string;
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
