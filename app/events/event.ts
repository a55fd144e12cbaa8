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

/** Maximum number of sessions, and of questions, in an event's form. */
export const MAX_SESSIONS = 60;
export const MAX_QUESTIONS = 40;

export type EventState = (typeof EVENT_STATES)[number];
type SeatNoun = (typeof SEAT_NOUNS)[number];

/** An event, as pages and mails show it. */
export interface Event {
  id: string;
  organizationId: string;
  slug: string;
  title: string;
  /** Markdown, as the organiser typed it. */
  description: string;
  place: string;
  timeZone: string;
  locale: string;
  stock: string;
  state: EventState;
  /** Reason for attendees, if it was cancelled. */
  cancelReason: string;
  /** True while a task saves the rest of its dates; it cannot be booked until then. */
  saving: boolean;
  online: boolean;
  price: string;
  /** Address for attendees' questions; null for the organisation's address. */
  contactEmail: string | null;
  /** Additional text of the confirmation. */
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
  /** public: in lists, feeds and search engines; unlisted: by its link only; private: by its link and access code. */
  visibility: (typeof VISIBILITIES)[number];
  publicApi: boolean;
  /** Whether many people book from one network, which exempts it from the limit on bookings per network. */
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
  /** The resources that a booking claims: one, or one per time bucket. */
  resourceIds: string[];
  /** When its organiser cancelled it; null if it takes place. */
  cancelledAt: Date | null;
  /** Reason for attendees, if it was cancelled. */
  cancelReason: string;
}

/** A session with its seats. */
export interface SessionWithSeats extends Session {
  seats: Seats;
}

/** A session with its planned capacity, which forms edit: the one in force may be higher. */
export interface PlannedSession extends Session {
  plannedCapacity: number;
}

/** The seats that a visitor holds on each of these resources. */
export interface OwnClaims {
  resourceIds: string[];
  seats: number;
}

export interface Seats {
  capacity: number;
  booked: number;
  held: number;
  /** Number of seats that can still be booked. */
  remaining: number;
  /** True while the organiser has closed booking. */
  closed: boolean;
}

/**
 * Returns the first upcoming session that takes place, if there are several: link previews of the event show it. Undefined for
 * fewer than two, and for a cancelled event.
 */
export function firstOfSeries(event: Pick<Event, "state">, upcoming: Session[]): Session | undefined {
  if (upcoming.length < 2 || event.state === "cancelled") return undefined;
  return upcoming.find((session) => !session.cancelledAt);
}

/** Returns whether a session does not take place: it was cancelled, or its event was. */
export function isSessionCancelled(
  event: Pick<Event, "state">,
  session: Pick<Session, "cancelledAt">,
): boolean {
  return event.state === "cancelled" || session.cancelledAt !== null;
}

/** Returns the organiser's reason for cancelling a session; empty if there is none or it takes place. */
export function cancelReasonOf(
  event: Pick<Event, "state" | "cancelReason">,
  session: Pick<Session, "cancelReason">,
): string {
  return event.state === "cancelled" ? event.cancelReason : session.cancelReason;
}

/** Returns the seats of a session: those of its fullest resource, since a booking needs all of them. */
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
