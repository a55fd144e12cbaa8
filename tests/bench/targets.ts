/** What the engine must reach at least, in times of the baseline, by scenario and number of callers. */
const AT_LEAST: Record<string, Record<number, number>> = {
  hot: { 200: 15, 50: 12, 10: 5, 1: 0.95 },
  spread: { 200: 6, 50: 4, 10: 1.2 },
  tenants: { 200: 2 },
  "sold-out": { 200: 15 },
};

/** What part of the speed of the scenario that it is measured against a scenario must keep. */
const PART_AT_LEAST: Record<string, number> = {
  "growth-1m": 0.8,
  "two-instances": 0.7,
  "spread-blocks": 0.9,
};

export const atLeast = (scenario: string, callers: number) => AT_LEAST[scenario]?.[callers];
export const partAtLeast = (scenario: string) => PART_AT_LEAST[scenario];

/** On the hot resource with 200 callers: milliseconds, and what part of the baseline's. */
export const HOT_P50_MS = 25;
export const HOT_P99_PART = 0.1;

/** How far the shares of two instances may lie apart, as a part of their mean. */
export const SHARES_APART = 0.1;
