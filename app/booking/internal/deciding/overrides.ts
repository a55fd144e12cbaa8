import type { ActsAs } from "#app/platform/ctx.ts";
import { inPrecedence, isBookingRule, type RefusalCode } from "../../refusals.ts";
import type { Decision } from "./decision.ts";

/** Returns whether the booking rules do not bind it. */
export function mayOverride(actsAs: ActsAs): boolean {
  return actsAs === "desk" || actsAs === "system";
}

/** Collects the reasons against a command and separates those that refuse it from those that are overridden. */
export class Reasons {
  readonly #overrides: boolean;
  readonly #overridden: RefusalCode[] = [];

  constructor(actsAs: ActsAs) {
    this.#overrides = mayOverride(actsAs);
  }

  /** Returns the reasons that refuse the command, and notes the others. */
  binding(reasons: RefusalCode[]): RefusalCode[] {
    if (!this.#overrides || reasons.length === 0) return reasons;
    this.#overridden.push(...reasons.filter(isBookingRule));
    return reasons.filter((reason) => !isBookingRule(reason));
  }

  /** Returns the decision with what was overridden for it as warnings. */
  warn<Given extends Decision>(decision: Given): Given {
    if (this.#overridden.length === 0 || !decision.accepted) return decision;
    return { ...decision, warnings: inPrecedence(this.#overridden) };
  }
}
