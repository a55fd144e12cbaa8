/**
 * Every "no" of the engine, once: its HTTP status, whether asking again later can succeed, and what a person is told.
 * The order is the order of precedence: where several apply, the first is the answer.
 */
export const REFUSALS = {
  MAINTENANCE_MODE: refusal(503, true, "Booking is paused for a few minutes. Existing bookings are safe."),
  RESOURCE_CANCELLED: refusal(409, false, "This was cancelled. It can no longer be booked."),
  RESOURCE_CLOSED: refusal(409, true, "Booking is closed."),
  NOT_OPEN_YET: refusal(409, true, "Booking has not opened yet."),
  BOOKING_CLOSED: refusal(409, false, "Booking has closed."),
  TOO_MANY_PER_BOOKING: refusal(409, false, "That is more than one booking may take."),
  TOO_MANY_PER_PERSON: refusal(409, false, "This address cannot book more seats here."),
  HOLD_LIMIT: refusal(409, true, "Too many seats are held from your network at the moment."),
  RESOURCE_FULL: refusal(409, true, "There are not enough seats left."),
  HOLD_EXPIRED: refusal(409, false, "The hold ran out."),
  INVALID_STATE: refusal(409, false, "The booking is no longer active."),
  CAPACITY_BELOW_BOOKED: refusal(409, false, "More is booked than that."),
  RESOURCE_NOT_FOUND: refusal(404, false, "There is no such resource."),
  BOOKING_NOT_FOUND: refusal(404, false, "There is no such booking."),
  RESOURCE_ALREADY_EXISTS: refusal(409, false, "A resource with this id exists."),
  IDEMPOTENCY_KEY_REUSED: refusal(422, false, "This key was used for another request."),
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** The refusal that answers when several apply; undefined when none does. */
export function foremost(codes: readonly RefusalCode[]): RefusalCode | undefined {
  return (Object.keys(REFUSALS) as RefusalCode[]).find((code) => codes.includes(code));
}

/** Refusals that are kept under an idempotency key; the rest may be different the next time the same key asks. */
export function isKept(code: RefusalCode): boolean {
  return code !== "MAINTENANCE_MODE" && REFUSALS[code].status === 409;
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

function refusal(status: 404 | 409 | 422 | 503, retryable: boolean, words: string) {
  return { status, retryable, words };
}
