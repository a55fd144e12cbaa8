import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Event } from "#app/events/event.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { attendeeMessage } from "#app/i18n/refusal-messages.ts";
import type { Translate } from "#app/i18n/translate.ts";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";
import type { FieldErrors, Typed } from "#app/questions/booking-form.ts";
import { type RecentBooking, recentWords } from "./recent-booking.ts";

/** Why a form was not carried out, in the page's language; what was typed is kept in it. */
export interface FormProblem {
  /** The response's HTTP status, which is the code's. */
  status: number;
  code: AnyRefusal;
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
  /** What this browser has just booked, where it is asked whether more is wanted. */
  recent?: RecentBooking;
}

type Kept = Pick<FormProblem, "typed">;

/** What a form's answer says, once for all forms of a booking. */
export const problems = {
  untrusted: (t: Translate, kept: Kept) =>
    formProblem("FORBIDDEN", { ...kept, title: t("booking.untrusted") }),
  tooOld: (t: Translate, kept: Kept) => formProblem("EXPIRED_FORM", { ...kept, title: t("booking.tooOld") }),
  invalid: (errors: FieldErrors, kept: Kept) => formProblem("INVALID_FORM", { ...kept, errors }),
  tooManyTries: (t: Translate, kept: Kept, seconds: number) =>
    formProblem("RATE_LIMITED", {
      ...kept,
      kind: "wait",
      retryAfter: seconds,
      title: t("booking.tooManyTries", { count: seconds }),
    }),
  /** It is the network's last booking of the event for now, whatever is tried. */
  tooManyBookings: (t: Translate, kept: Kept, seconds: number) =>
    formProblem("RATE_LIMITED", {
      ...kept,
      retryAfter: seconds,
      title: t("booking.tooManyBookings", { count: Math.ceil(seconds / 60) }),
    }),
  /** It was not begun, so it is tried again with the same token, after a pause that grows. */
  busy(t: Translate, kept: Kept, formToken: string, attempt: number) {
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
  /** It was begun and its end is not known: the same token settles it. */
  unknown: (t: Translate, kept: Kept, formToken: string) =>
    formProblem("OUTCOME_UNKNOWN", { ...kept, kind: "unknown", formToken, title: t("booking.unknown") }),
  alreadyBooked: (t: Translate, kept: Kept, event: Event, seats: number) =>
    formProblem("ALREADY_BOOKED", {
      ...kept,
      kind: "booked",
      title: t("booking.alreadyBooked", { count: seats, seats: seatWords(t, event, seats) }),
    }),
  /** It was not begun: the page did not show yet what the same browser had booked meanwhile. */
  bookedRecently(t: Translate, kept: Kept & { formToken: string }, about: RecentlyBooked) {
    const { event, seats, recent } = about;
    const question = t("booking.askMore", { act: t(`booking.more.${event.seatNoun}`, { count: seats }) });
    return formProblem("BOOKED_RECENTLY", {
      ...kept,
      title: `${recentWords(t, event, recent)} ${question}`,
      recent,
    });
  },
};

/** What was booked by the same browser, and how many more seats it is about to book. */
interface RecentlyBooked {
  event: Event;
  seats: number;
  recent: RecentBooking;
}

/** What was wanted when the engine said no. */
export interface RefusedWish extends Kept {
  event: Event;
  seats: number;
  /** How many were left. */
  remaining: number;
  /** Whether the seats were to be booked, and not only held. */
  booking?: boolean;
}

/** Returns what a form's page says where the engine refused it. */
export function refusedProblem(t: Translate, code: RefusalCode, wish: RefusedWish): FormProblem {
  const { event, seats, remaining, typed } = wish;
  const left = Math.max(0, remaining);
  const message = attendeeMessage("booking", code, {
    left,
    isBooking: wish.booking,
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
