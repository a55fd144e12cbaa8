import { REFUSALS, type RefusalCode } from "#app/booking/refusals.ts";
import type { Event } from "#app/events/event.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import type { MessageKey } from "#app/i18n/catalogue.ts";
import type { Translate } from "#app/i18n/translate.ts";
import type { FieldErrors, Typed } from "#app/questions/booking-form.ts";

/** Why a form was not carried out, in the page's language; what was typed is kept in it. */
export interface FormProblem {
  /** The answer's HTTP status. */
  status: number;
  /** The engine's own word for it, where the engine said no. */
  code?: RefusalCode;
  /** What is so, where it is about the form as a whole. */
  title?: string;
  errors?: FieldErrors;
  typed: Typed;
  /** How many seats are left, where fewer are left than were wanted. */
  left?: number;
  /** After how many seconds it may be tried again. */
  retryAfter?: number;
  /** The form's own token, where it must be sent again as it is: it may have been, or will be, carried out. */
  formToken?: string;
  /** How often it has been tried again by itself. */
  attempt?: number;
  /** What may be done next, where it is more than mending the form. */
  kind?: "busy" | "unknown" | "wait" | "booked";
}

type Kept = Pick<FormProblem, "typed">;

/** What a form's answer says, once for all forms of a booking. */
export const problems = {
  untrusted: (t: Translate, kept: Kept): FormProblem => ({
    ...kept,
    status: 403,
    title: t("booking.untrusted"),
  }),
  tooOld: (t: Translate, kept: Kept): FormProblem => ({ ...kept, status: 422, title: t("booking.tooOld") }),
  invalid: (errors: FieldErrors, kept: Kept): FormProblem => ({ ...kept, status: 422, errors }),
  tooManyTries: (t: Translate, kept: Kept, seconds: number): FormProblem => ({
    ...kept,
    status: 429,
    kind: "wait",
    retryAfter: seconds,
    title: t("booking.tooManyTries", { count: seconds }),
  }),
  /** It was not begun, so it is tried again with the same token, after a pause that grows. */
  busy(t: Translate, kept: Kept, formToken: string, attempt: number): FormProblem {
    const retryAfter = Math.min(60, 5 * 2 ** Math.min(attempt, 4));
    const title = t("booking.busy", { count: retryAfter });
    return { ...kept, status: 503, kind: "busy", title, retryAfter, formToken, attempt: attempt + 1 };
  },
  /** It was begun and its end is not known: the same token settles it. */
  unknown: (t: Translate, kept: Kept, formToken: string): FormProblem => ({
    ...kept,
    status: 504,
    kind: "unknown",
    formToken,
    title: t("booking.unknown"),
  }),
  alreadyBooked: (t: Translate, kept: Kept, event: Event, seats: number): FormProblem => ({
    ...kept,
    status: 409,
    kind: "booked",
    title: t("booking.alreadyBooked", { count: seats, seats: seatWords(t, event, seats) }),
  }),
};

/** What was wanted when the engine said no. */
export interface RefusedWish extends Kept {
  event: Event;
  seats: number;
  /** How many were left. */
  remaining: number;
  /** Whether the seats were to be booked, and not only held. */
  booking?: boolean;
}

const WORDS: Partial<Record<RefusalCode, MessageKey>> = {
  MAINTENANCE_MODE: "booking.refused.maintenance",
  RESOURCE_CANCELLED: "booking.refused.cancelled",
  RESOURCE_CLOSED: "booking.refused.closed",
  NOT_OPEN_YET: "booking.refused.notOpen",
  BOOKING_CLOSED: "booking.refused.over",
  TOO_MANY_PER_PERSON: "booking.refused.person",
  HOLD_LIMIT: "booking.refused.holdLimit",
  HOLD_EXPIRED: "booking.refused.expired",
  INVALID_STATE: "booking.refused.state",
};

export function refusedProblem(t: Translate, code: RefusalCode, wish: RefusedWish): FormProblem {
  const { event, seats, remaining, typed } = wish;
  const { status } = REFUSALS[code];
  if (code === "RESOURCE_FULL") {
    const left = Math.max(0, remaining);
    const wanted = seatWords(t, event, seats);
    const less = wish.booking
      ? t("booking.lessLeft", { count: left, seats: wanted })
      : t("booking.onlyLeft", { count: left });
    const title = left > 0 ? less : t(`booking.lost.${event.seatNoun}`, { count: seats });
    return { status, code, typed, title, left };
  }
  if (code === "TOO_MANY_PER_BOOKING") {
    const most = seatWords(t, event, event.maxPerBooking);
    return { status, code, typed, title: t("booking.refused.most", { most }) };
  }
  return { status, code, typed, title: t(WORDS[code] ?? "booking.refused.other") };
}
