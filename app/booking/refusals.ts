import { BOOKING_REFUSALS, type BookingRefusal, isDecision } from "#app/platform/refusals.ts";

/** A refusal of the engine; its status and words are in `platform/refusals.ts`, in the order of precedence. */
export type RefusalCode = BookingRefusal;

export const REFUSAL_CODES = Object.keys(BOOKING_REFUSALS) as [RefusalCode, ...RefusalCode[]];

/** Returns the refusal that answers when several apply; undefined when none does. */
export function foremost(codes: readonly RefusalCode[]): RefusalCode | undefined {
  return REFUSAL_CODES.find((code) => codes.includes(code));
}

/** Returns whether a refusal is kept under an idempotency key; the others may be different when the same key asks again. */
export function isKept(code: RefusalCode): boolean {
  return isDecision(code);
}

/** Trouble, not an answer: the engine could not say yes or no. */
export class Overloaded extends Error {
  readonly executed = false;
  constructor() {
    super("The request was not started in time and was not carried out.");
    this.name = "Overloaded";
  }
}

/** The request was started and its end is not known; asking again with the same key settles it. */
export class OutcomeUnknown extends Error {
  constructor() {
    super("It is not known whether the request was carried out.");
    this.name = "OutcomeUnknown";
  }
}
