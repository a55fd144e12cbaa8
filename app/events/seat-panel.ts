import type { Moment } from "#app/platform/dates.ts";
import { clockTime, longDate } from "#app/platform/dates.ts";
import type { Event, Seats, Session } from "./event.ts";

/** What the seat panel of an event says, and how many seats its button can take. */
export interface SeatPanel {
  state: "open" | "full" | "all-held" | "closed" | "ended" | "cancelled" | "paused" | "draft";
  headline: string;
  line?: string;
  /** The most seats that one booking can take now; 0 where nothing can be booked. */
  most: number;
}

/** Exact when it matters: up to this many, or up to a quarter of all, the number is shown; never a rounded one. */
const EXACT_UP_TO = 20;

export function seatWord(count: number): string {
  return count === 1 ? "1 seat" : `${count} seats`;
}

export function seatPanel(
  event: Event,
  session: Session & { seats: Seats },
  maintenance: { message: string | null } | undefined,
  now: Date,
): SeatPanel {
  const { seats } = session;
  const moment: Moment = { locale: event.locale, timeZone: event.timeZone };
  if (event.state === "cancelled")
    return { state: "cancelled", headline: "Cancelled by the organiser", most: 0 };
  if (session.endsAt <= now) {
    return { state: "ended", headline: `This was on ${longDate(session.startsAt, moment, now)}`, most: 0 };
  }
  if (session.startsAt <= now) {
    const time = clockTime(session.startsAt, moment);
    return { state: "closed", headline: "Booking is closed", line: `It began at ${time}.`, most: 0 };
  }
  if (maintenance) {
    const line = maintenance.message || "Existing bookings are safe.";
    return { state: "paused", headline: "Booking is paused for a few minutes", line, most: 0 };
  }
  if (seats.closed) {
    return { state: "closed", headline: "Booking is closed", line: "The organiser has closed it.", most: 0 };
  }
  if (seats.remaining <= 0) return noneLeft(seats);
  const exact = seats.remaining <= EXACT_UP_TO || seats.remaining <= seats.capacity / 4;
  return {
    state: "open",
    headline: exact ? `${seatWord(seats.remaining)} left` : "Seats available",
    most: Math.min(seats.remaining, event.maxPerBooking),
  };
}

function noneLeft(seats: Seats): SeatPanel {
  if (seats.held === 0) return { state: "full", headline: "Fully booked", most: 0 };
  const headline =
    seats.held === 1 ? "The last seat is being booked" : `The last ${seats.held} seats are being booked`;
  return { state: "all-held", headline, line: "If they come back, they appear here.", most: 0 };
}
