import type { Case } from "./round.ts";
import type { Scenario } from "./scenarios.ts";
import { IMPLEMENTATIONS } from "./subject.ts";

export interface Wishes {
  scenario?: string | undefined;
  callers?: number | undefined;
  quick: boolean;
}

/** Writing more bookings than these takes a good part of the minute that a quick run may last. */
const ENOUGH_FOR_QUICK = 20_000;

/**
 * What is measured, in groups: the cases of a group take turns, round by round, so that their speeds can be compared.
 * Throws for a scenario that there is not.
 */
export function makePlan(scenarios: readonly Scenario[], wishes: Wishes): Case[][] {
  const chosen = scenarios.filter((each) => isChosen(each, wishes));
  if (chosen.length === 0)
    throw new Error(`Scenarios are: ${scenarios.map((each) => each.name).join(", ")}.`);
  const groups = new Map<string, Case[]>();
  const add = (scenario: Scenario, callers: number) => {
    const key = `${scenario.against ?? scenario.name} ${callers}`;
    const group = groups.get(key) ?? [];
    if (group.some((each) => each.scenario === scenario)) return;
    groups.set(key, group);
    group.push(...IMPLEMENTATIONS.map((implementation) => ({ scenario, callers, implementation })));
  };
  for (const scenario of chosen) {
    for (const callers of callersOf(scenario, wishes)) {
      const other = scenarios.find((each) => each.name === scenario.against);
      if (other) add(other, callers);
      add(scenario, callers);
    }
  }
  return [...groups.values()];
}

function isChosen(scenario: Scenario, wishes: Wishes): boolean {
  if (wishes.scenario) return scenario.name === wishes.scenario;
  return !(wishes.quick && scenario.bookings > ENOUGH_FOR_QUICK);
}

/** A quick run has the most callers, and one caller alone on the hot resource. */
function callersOf(scenario: Scenario, { callers, quick }: Wishes): readonly number[] {
  if (callers) return [callers];
  if (!quick) return scenario.callers;
  return scenario.name === "hot" ? [200, 1] : scenario.callers.slice(0, 1);
}
