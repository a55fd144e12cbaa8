import type { View } from "#app/availability/view.ts";
import type { TimeUnit } from "#app/schedules/deadlines.ts";
import type {
  CODES_PER,
  EVENT_STATES,
  GUEST_NAMES,
  NUMBERS_SHOWN,
  SEAT_NOUNS,
  VISIBILITIES,
} from "#db/schema/values.ts";

/** Most sessions of an event, and most questions, that its form takes. */
export const MOST_SESSIONS = 60;
export const MOST_QUESTIONS = 40;

export type EventState = (typeof EVENT_STATES)[number];
type SeatNoun = (typeof SEAT_NOUNS)[number];

/** What is offered, as pages and mails show it. */
export interface Event {
  id: string;
  organizationId: string;
  slug: string;
  title: string;
  /** Markdown, as the organiser wrote it. */
  description: string;
  place: string;
  timeZone: string;
  locale: string;
  stock: string;
  state: EventState;
  /** Words for people who are booked, where it was cancelled. */
  cancelReason: string;
  /** True while a task saves the rest of its dates: it cannot be booked meanwhile. */
  saving: boolean;
  online: boolean;
  price: string;
  /** Whom to ask; null means the organisation's address. */
  contactEmail: string | null;
  /** What the confirmation says besides. */
  message: string;
  seatNoun: SeatNoun;
  numbersShown: (typeof NUMBERS_SHOWN)[number];
  maxPerBooking: number;
  maxPerPerson: number | null;
  opensAt: Date | null;
  /** Minutes before a session's start at which booking, and an attendee's own changes, end. */
  closesMinutesBefore: number;
  cancelMinutesBefore: number;
  /** Days are calendar days in the event's zone. */
  closesUnit: TimeUnit;
  cancelUnit: TimeUnit;
  holdMinutes: number;
  extendMinutes: number;
  guestNames: (typeof GUEST_NAMES)[number];
  codePer: (typeof CODES_PER)[number];
  /** Whether lists, feeds and searches have it, or its link alone leads to it. */
  visibility: (typeof VISIBILITIES)[number];
  publicApi: boolean;
  /** Whether many people book from one network, so that their bookings are not limited together. */
  manyFromOneNetwork: boolean;
  /** Origins that may frame its form; empty means those of the organisation. */
  embedSites: string[];
  version: number;
}

/** One dated occurrence of an event. */
export interface Session {
  id: string;
  eventId: string;
  label: string;
  startsAt: Date;
  endsAt: Date;
  /** What a booking of it claims: one resource, or one a time bucket. */
  resourceIds: string[];
  /** When its organiser cancelled it; null for one that takes place. */
  cancelledAt: Date | null;
  /** Words for people who are booked, where it was cancelled. */
  cancelReason: string;
}

/** A session with how full it is. */
export interface SessionWithSeats extends Session {
  seats: Seats;
}

/** What a visitor holds: so many seats of each of these resources. */
export interface OwnClaims {
  resourceIds: string[];
  seats: number;
}

export interface Seats {
  capacity: number;
  booked: number;
  held: number;
  /** What a booking can still take. */
  remaining: number;
  /** True while the organiser has closed booking. */
  closed: boolean;
}

/**
 * Returns the first session that takes place where several come, for what is shared of an event as a whole; undefined where
 * one date says it all.
 */
export function firstOfSeries(event: Pick<Event, "state">, coming: Session[]): Session | undefined {
  if (coming.length < 2 || event.state === "cancelled") return undefined;
  return coming.find((session) => !session.cancelledAt);
}

/** Returns whether a session does not take place: it was cancelled, or its event was. */
export function isSessionCancelled(
  event: Pick<Event, "state">,
  session: Pick<Session, "cancelledAt">,
): boolean {
  return event.state === "cancelled" || session.cancelledAt !== null;
}

/** Returns why a session does not take place, in its organiser's words; empty where that is not said, or it does. */
export function cancelReasonOf(
  event: Pick<Event, "state" | "cancelReason">,
  session: Pick<Session, "cancelReason">,
): string {
  return event.state === "cancelled" ? event.cancelReason : session.cancelReason;
}

/** How full a session is: as full as the fullest of its resources, since a booking needs all of them. */
export function seatsOf(session: Session, views: Map<string, View>): Seats {
  const each = session.resourceIds.flatMap((id) => views.get(id) ?? []);
  const [first, ...others] = each;
  if (!first || each.length < session.resourceIds.length) {
    return { capacity: 0, booked: 0, held: 0, remaining: 0, closed: true };
  }
  const fullest = others.reduce((least, view) => (view.remaining < least.remaining ? view : least), first);
  const { capacity, booked, held, remaining } = fullest;
  return { capacity, booked, held, remaining, closed: each.some((view) => view.state !== "OPEN") };
}
