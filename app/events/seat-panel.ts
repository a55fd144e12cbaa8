import type { Translate } from "#app/i18n/translate.ts";
import { clockTime, longDate, longTime, type Moment } from "#app/platform/dates.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { bookingDeadline } from "#app/schedules/deadlines.ts";
import { cancelReasonOf, type Event, isSessionCancelled, type Seats, type Session } from "./event.ts";

/** The state of a session's seat panel, and the numbers that it shows. */
export interface SeatPanel {
  state:
    | "open"
    | "full"
    | "all-held"
    | "not-open"
    | "closed"
    | "switched-off"
    | "paused"
    | "ended"
    | "cancelled"
    | "draft";
  /** Maximum number of seats that one booking can take now; 0 if nothing can be booked. */
  maxSeats: number;
  /** Number of seats left, if the organiser shows it; else null. */
  left: number | null;
}

/** Returns whether a state depends on the number of seats, so that a booking alone can change it. */
export function isByNumbers(state: SeatPanel["state"]): boolean {
  return state === "open" || state === "full" || state === "all-held";
}

/** Up to this number of seats, or up to a quarter of all, the exact number is shown. It is never rounded. */
const EXACT_UP_TO = 20;
const MINUTE_MS = 60_000;

/** Returns the state of a session's seat panel at a time. */
export function seatPanel(
  event: Event,
  session: Session & { seats: Seats },
  maintenance: { message: string | null } | undefined,
  now: Date,
): SeatPanel {
  const state = stateOf(event, session, maintenance, now);
  if (state !== "open") return { state, maxSeats: 0, left: null };
  const { remaining } = session.seats;
  return {
    state,
    maxSeats: Math.min(remaining, event.maxPerBooking),
    left: isShown(event, session.seats) ? remaining : null,
  };
}

function stateOf(
  event: Event,
  session: Session & { seats: Seats },
  maintenance: object | undefined,
  now: Date,
): SeatPanel["state"] {
  const { startsAt, endsAt, seats } = session;
  if (isSessionCancelled(event, session)) return "cancelled";
  if (endsAt <= now) return "ended";
  if (bookingDeadline(event, { startsAt }) <= now) return "closed";
  if (event.state === "draft") return "draft";
  if (seats.closed) return "switched-off";
  if (event.opensAt && event.opensAt > now) return "not-open";
  if (maintenance || event.saving) return "paused";
  if (seats.remaining > 0) return "open";
  return seats.held > 0 ? "all-held" : "full";
}

/** Returns whether visitors see the exact number of free seats. */
export function isShown(
  event: Pick<Event, "numbersShown">,
  seats: Pick<Seats, "remaining" | "capacity">,
): boolean {
  if (event.numbersShown !== "near-end") return event.numbersShown === "always";
  return seats.remaining <= EXACT_UP_TO || seats.remaining <= seats.capacity / 4;
}

/** The data that the texts of a panel depend on. */
export interface PanelSubject {
  event: Event;
  session: Session & { seats: Seats };
  panel: SeatPanel;
  now: Date;
  locale: string;
  /** The message of maintenance mode. */
  message?: string | null;
  /** The end of the latest hold on the session, if all remaining seats are held. */
  holdsUntil?: Date | null;
}

/** Formats a number of seats with the event's word for a seat: "2 seats", "1 Tisch". */
export function seatWords(t: Translate, event: Pick<Event, "seatNoun">, count: number): string {
  return t(`event.seats.${event.seatNoun}`, { count });
}

/** Returns the texts of the panel: a headline and, in some states, a second line. */
export function panelWords(t: Translate, subject: PanelSubject): { headline: string; line?: string } {
  const { event, session, panel, now, locale } = subject;
  const moment: Moment = { locale, timeZone: event.timeZone };
  switch (panel.state) {
    case "open":
      return { headline: leftWords(t, event, panel.left) };
    case "all-held":
      return heldWords(t, subject);
    case "full":
      return { headline: t("event.full") };
    case "not-open":
      return { headline: t("event.opens", { time: longTime(event.opensAt ?? now, moment, now) }) };
    case "closed":
      return closedWords(t, subject, moment);
    case "switched-off":
      return { headline: t("event.closed"), line: t("event.closedByOrganiser") };
    case "paused":
      return { headline: t("event.paused"), line: subject.message || t("event.bookingsSafe") };
    case "ended":
      return { headline: t("event.ended", { day: longDate(session.startsAt, moment, now) }) };
    case "cancelled":
      return cancelledWords(t, subject);
    case "draft":
      return { headline: t("event.draft"), line: t("event.draft.line") };
  }
}

/** Returns the text for seats that are left, without a number if `left` is null. */
export function leftWords(t: Translate, event: Pick<Event, "seatNoun">, left: number | null): string {
  return left === null
    ? t(`event.available.${event.seatNoun}`)
    : t("event.left", { count: left, seats: seatWords(t, event, left) });
}

/** Returns the text for a session whose remaining seats are all held, without a number if the organiser never shows one. */
export function allHeldWords(
  t: Translate,
  event: Pick<Event, "seatNoun" | "numbersShown">,
  count: number,
): string {
  if (event.numbersShown === "never") return t("event.allHeld.uncounted");
  return t(`event.allHeld.${event.seatNoun}`, { count });
}

function heldWords(t: Translate, { event, session, now, holdsUntil }: PanelSubject) {
  const minutes = holdsUntil ? Math.ceil((holdsUntil.getTime() - now.getTime()) / MINUTE_MS) : 0;
  return {
    headline: allHeldWords(t, event, session.seats.held),
    line: minutes > 0 ? t("event.allHeld.within", { count: minutes }) : t("event.allHeld.soon"),
  };
}

function cancelledWords(t: Translate, { event, session }: PanelSubject) {
  const headline = t(event.state === "cancelled" ? "event.cancelled" : "event.dateCancelled");
  return { headline, line: isolated(cancelReasonOf(event, session)) || undefined };
}

function closedWords(t: Translate, { event, session, now }: PanelSubject, moment: Moment) {
  // The session is running; one that is over has the state "ended".
  if (session.startsAt <= now) {
    return {
      headline: t("event.now"),
      line: t("event.began", { time: clockTime(session.startsAt, moment) }),
    };
  }
  return { headline: t("event.closedOn", { day: longDate(bookingDeadline(event, session), moment, now) }) };
}
