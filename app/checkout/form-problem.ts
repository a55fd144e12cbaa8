import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Event } from "#app/events/event.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { attendeeMessage } from "#app/i18n/refusal-messages.ts";
import type { Translate } from "#app/i18n/translate.ts";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";
import type { FieldErrors, Typed } from "#app/questions/booking-form.ts";
import { type RecentBooking, recentWords } from "./recent-booking.ts";

/** Why a form failed, in the page's language, with what was typed. */
export interface FormProblem {
  /** The HTTP status of the code. */
  status: number;
  code: AnyRefusal;
  /** The message, if the problem concerns the form as a whole. */
  title?: string;
  errors?: FieldErrors;
  typed: Typed;
  /** Number of seats left, if fewer than requested. */
  left?: number;
  /** Seconds until a retry may succeed. */
  retryAfter?: number;
  /** The form's token, if it must be submitted again unchanged because the booking may exist already. */
  formToken?: string;
  /** Number of automatic retries so far. */
  attempt?: number;
  /** The next step, if it is other than correcting the form. */
  kind?: "busy" | "unknown" | "wait" | "booked";
  /** A booking that this browser has just made, if the user has to confirm that another one is intended. */
  recent?: RecentBooking;
}

type TypedInput = Pick<FormProblem, "typed">;

/** The problems that all forms of a booking have in common. */
export const problems = {
  untrusted: (t: Translate, kept: TypedInput) =>
    formProblem("FORBIDDEN", { ...kept, title: t("booking.untrusted") }),
  tooOld: (t: Translate, kept: TypedInput) =>
    formProblem("EXPIRED_FORM", { ...kept, title: t("booking.tooOld") }),
  invalid: (errors: FieldErrors, kept: TypedInput) => formProblem("INVALID_FORM", { ...kept, errors }),
  tooManyTries: (t: Translate, kept: TypedInput, seconds: number) =>
    formProblem("RATE_LIMITED", {
      ...kept,
      kind: "wait",
      retryAfter: seconds,
      title: t("booking.tooManyTries", { count: seconds }),
    }),
  /** The network has reached its limit of bookings for the event. No `kind`: a retry within seconds cannot succeed. */
  tooManyBookings: (t: Translate, kept: TypedInput, seconds: number) =>
    formProblem("RATE_LIMITED", {
      ...kept,
      retryAfter: seconds,
      title: t("booking.tooManyBookings", { count: Math.ceil(seconds / 60) }),
    }),
  /** The request was not started: it is retried with the same token, with exponential backoff. */
  busy(t: Translate, kept: TypedInput, formToken: string, attempt: number) {
    const retryAfter = Math.min(60, 5 * 2 ** Math.min(attempt, 4));
    const title = t("booking.busy", { count: retryAfter });
    return formProblem("OVERLOADED", {
      ...kept,
      kind: "busy",
      title,
      retryAfter,
      formToken,
      attempt: attempt + 1,
    });
  },
  /** The request was started and its outcome is unknown: submitting the same token again returns it. */
  unknown: (t: Translate, kept: TypedInput, formToken: string) =>
    formProblem("OUTCOME_UNKNOWN", { ...kept, kind: "unknown", formToken, title: t("booking.unknown") }),
  alreadyBooked: (t: Translate, kept: TypedInput, event: Event, seats: number) =>
    formProblem("ALREADY_BOOKED", {
      ...kept,
      kind: "booked",
      title: t("booking.alreadyBooked", { count: seats, seats: seatWords(t, event, seats) }),
    }),
  /** The request was not started: the form's page had not shown a booking that the same browser made in the meantime. */
  bookedRecently(t: Translate, kept: TypedInput & { formToken: string }, about: RecentlyBooked) {
    const { event, seats, recent } = about;
    const question = t("booking.askMore", { act: t(`booking.more.${event.seatNoun}`, { count: seats }) });
    return formProblem("BOOKED_RECENTLY", {
      ...kept,
      title: `${recentWords(t, event, recent)} ${question}`,
      recent,
    });
  },
};

/** The booking that the same browser has just made, and the number of further seats to book. */
interface RecentlyBooked {
  event: Event;
  seats: number;
  recent: RecentBooking;
}

/** A request that the engine refused. */
export interface RefusedRequest extends TypedInput {
  event: Event;
  seats: number;
  /** Number of seats that were left. */
  remaining: number;
  /** Whether the request was to book the seats, rather than to hold them. */
  booking?: boolean;
}

/** Returns the problem to show for a refusal of the engine. */
export function refusedProblem(t: Translate, code: RefusalCode, refused: RefusedRequest): FormProblem {
  const { event, seats, remaining, typed } = refused;
  const left = Math.max(0, remaining);
  const message = attendeeMessage("booking", code, {
    left,
    isBooking: refused.booking,
    seatNoun: event.seatNoun,
  });
  const title = t(message, {
    count: left || seats,
    seats: seatWords(t, event, seats),
    most: seatWords(t, event, event.maxPerBooking),
  });
  return formProblem(code, { typed, title, ...(code === "RESOURCE_FULL" && { left }) });
}

/** Returns a problem with the status of its refusal. */
export function formProblem(code: AnyRefusal, more: Omit<FormProblem, "status" | "code">): FormProblem {
  return { status: statusOf(code), code, ...more };
}
