import { BOOKING_REFUSALS, type BookingRefusal, isDecision } from "#app/platform/refusals.ts";

/** A refusal of the engine. `platform/refusals.ts` defines its status and message, in order of precedence. */
export type RefusalCode = BookingRefusal;

export const REFUSAL_CODES = Object.keys(BOOKING_REFUSALS) as [RefusalCode, ...RefusalCode[]];

/** The booking rules, which the desk and the system may override. Capacity, maintenance mode and states are not among them. */
const BOOKING_RULES = [
  "RESOURCE_CLOSED",
  "NOT_OPEN_YET",
  "BOOKING_CLOSED",
  "TOO_MANY_PER_BOOKING",
  "TOO_MANY_PER_PERSON",
  "HOLD_LIMIT",
  "RENEWAL_LIMIT",
] as const satisfies readonly RefusalCode[];

export type BookingRule = (typeof BOOKING_RULES)[number];

export function isBookingRule(code: string): code is BookingRule {
  return BOOKING_RULES.some((rule) => rule === code);
}

/** Returns the refusal with the highest precedence; undefined if there is none. */
export function highestPrecedence(codes: readonly RefusalCode[]): RefusalCode | undefined {
  return REFUSAL_CODES.find((code) => codes.includes(code));
}

/** Returns each of the codes once, in order of precedence. */
export function inPrecedence(codes: readonly RefusalCode[]): RefusalCode[] {
  return REFUSAL_CODES.filter((code) => codes.includes(code));
}

/** Returns whether a refusal is stored under the idempotency key. Other refusals may change on a retry. */
export function isStoredRefusal(code: RefusalCode): boolean {
  return isDecision(code);
}

/** Thrown when the engine made no decision because the request did not start in time. */
export class Overloaded extends Error {
  readonly executed = false;
  constructor() {
    super("The request was not started in time and was not executed.");
    this.name = "Overloaded";
  }
}

/** Thrown when a request was started but its outcome is unknown. A retry with the same key settles it. */
export class OutcomeUnknown extends Error {
  constructor() {
    super("It is unknown whether the request was executed.");
    this.name = "OutcomeUnknown";
  }
}
