import type { ActsAs } from "#app/platform/ctx.ts";
import { inPrecedence, type RefusalCode } from "../../refusals.ts";
import type { Decision } from "./decision.ts";

/** The booking rules that the desk and the system may override. Capacity, maintenance mode and states are not among them. */
const OVERRIDABLE: ReadonlySet<RefusalCode> = new Set([
  "RESOURCE_CLOSED",
  "NOT_OPEN_YET",
  "BOOKING_CLOSED",
  "TOO_MANY_PER_BOOKING",
  "TOO_MANY_PER_PERSON",
  "HOLD_LIMIT",
  "RENEWAL_LIMIT",
]);

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
    this.#overridden.push(...reasons.filter((reason) => OVERRIDABLE.has(reason)));
    return reasons.filter((reason) => !OVERRIDABLE.has(reason));
  }

  /** Returns the decision with what was overridden for it as warnings. */
  warn<Given extends Decision>(decision: Given): Given {
    if (this.#overridden.length === 0 || !decision.accepted) return decision;
    return { ...decision, warnings: inPrecedence(this.#overridden) };
  }
}
