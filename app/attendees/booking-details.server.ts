import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Fate } from "#app/booking/states.ts";
import { type Event, isSessionCancelled, type Session } from "#app/events/event.ts";
import { claimingSession, findEvent, sessionColumns } from "#app/events/find-events.server.ts";
import { findJoinLink } from "#app/events/join-link.server.ts";
import { findOrganization, type Organization } from "#app/organizations/organizations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { bookings, people, reservations, sessionResources, sessions } from "#db/schema/index.ts";

/** A booking with its person, as the attendee sees it. */
export interface BookingDetails {
  id: string;
  reference: string;
  fate: Fate;
  /** The number of seats; for an ended booking, the last number. */
  seats: number;
  createdAt: Date;
  person: { name: string; email: string; locale: string };
  organization: Organization;
  event: Event;
  /** The join link; empty if the event has none or the booking is not active. */
  joinUrl: string;
  /** The first of `sessions`. */
  session: Session;
  /** The booked sessions, soonest first: a course has several. */
  sessions: Session[];
}

/** A booking of an event by a guest or by an API client, which gives a client id instead of a person. */
export interface BookedDetails extends Omit<BookingDetails, "person"> {
  person: BookingDetails["person"] | undefined;
  /** The engine's client id. */
  clientId: string;
  /** The channel, such as `page`, `embed` or `api`; null if unknown. */
  source: string | null;
  /** Whether it claims exactly one session, so that it can be moved; API clients may claim other resources. */
  isOfOneSession: boolean;
}

/** Returns a booking with its event, sessions and person; undefined if any of them does not exist (any more). */
export async function findBookingDetails(ctx: Ctx, bookingId: string): Promise<BookingDetails | undefined> {
  const booked = await findBooked(ctx, bookingId);
  return booked?.person ? { ...booked, person: booked.person } : undefined;
}

/** Returns a booking with its event, sessions and person, if it has one; undefined if it belongs to no event. */
export async function findBooked(ctx: Ctx, bookingId: string): Promise<BookedDetails | undefined> {
  const [booking] = await ctx.db
    .select()
    .from(bookings)
    .where(owned(bookings, ctx, bookingId));
  if (!booking?.scope) return undefined;
  const [event, joinUrl, organization, person, claims] = await Promise.all([
    findEvent(ctx, booking.scope),
    booking.fate === "confirmed" ? findJoinLink(ctx, booking.scope) : "",
    findOrganization(ctx.db, ctx.organizationId),
    findBooker(ctx, bookingId),
    listClaims(ctx, bookingId),
  ]);
  const first = claims[0];
  if (!event || !organization || !first) return undefined;
  const taken = await listSessionsOf(
    ctx,
    event.id,
    claims.map((claim) => claim.resourceId),
  );
  const [session] = taken;
  if (!session) return undefined;
  const { id, reference, fate, createdAt, clientId, source } = booking;
  return {
    clientId,
    source,
    isOfOneSession:
      taken.length === 1 &&
      claims.length === session.resourceIds.length &&
      claims.every(
        (claim) => session.resourceIds.includes(claim.resourceId) && claim.quantity === first.quantity,
      ),
    id,
    reference,
    fate,
    createdAt,
    person,
    organization,
    event,
    joinUrl: taken.some((each) => !isSessionCancelled(event, each)) ? joinUrl : "",
    session,
    seats: first.quantity,
    sessions: taken,
  };
}

async function findBooker(ctx: Ctx, bookingId: string): Promise<BookingDetails["person"] | undefined> {
  const [person] = await ctx.db
    .select({ name: people.name, email: people.email, locale: people.locale })
    .from(people)
    .where(
      and(
        eq(people.organizationId, ctx.organizationId),
        eq(people.bookingId, bookingId),
        eq(people.position, 0),
      ),
    );
  return person?.email ? { ...person, email: person.email } : undefined;
}

/** SQL condition: the reservation is active or, if its booking has ended, among those that ended last. */
export const isLastClaim = sql`(reservations.status in ('PENDING', 'CONFIRMED') or not exists (
  select 1 from reservations other
  where other.organization_id = reservations.organization_id and other.booking_id = reservations.booking_id
    and (other.status in ('PENDING', 'CONFIRMED') or other.decided_at > reservations.decided_at)))`;

/** Returns the active claims of a booking or, if it has ended, those that ended last. */
async function listClaims(ctx: Ctx, bookingId: string) {
  return ctx.db
    .select({ resourceId: reservations.resourceId, quantity: reservations.quantity })
    .from(reservations)
    .where(
      and(
        eq(reservations.organizationId, ctx.organizationId),
        eq(reservations.bookingId, bookingId),
        isLastClaim,
      ),
    )
    .orderBy(desc(reservations.decidedAt), asc(reservations.createdAt), asc(reservations.id));
}

/** Returns the sessions that the claimed resources belong to, soonest first. */
async function listSessionsOf(ctx: Ctx, eventId: string, resourceIds: string[]): Promise<Session[]> {
  return sessionsFor(await listSessionsClaiming(ctx, eventId, resourceIds), resourceIds);
}

/** Returns the sessions of an event that use any of these resources, soonest first. */
export async function listSessionsClaiming(
  ctx: Ctx,
  eventId: string,
  resourceIds: string[],
): Promise<Session[]> {
  if (resourceIds.length === 0) return [];
  return ctx.db
    .selectDistinct(sessionColumns)
    .from(sessionResources)
    .innerJoin(sessions, claimingSession)
    .where(
      and(
        eq(sessionResources.organizationId, ctx.organizationId),
        inArray(sessionResources.resourceId, resourceIds),
        eq(sessions.eventId, eventId),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(MAX_SESSIONS_PER_BOOKING);
}

/**
 * Returns the sessions that a booking of these resources is for. Sessions can share resources, as times at a table do, so
 * only those with all resources claimed count, the largest first.
 */
export function sessionsFor(candidates: Session[], resourceIds: string[]): Session[] {
  const open = new Set(resourceIds);
  const whole = candidates
    .filter((session) => session.resourceIds.every((id) => open.has(id)))
    .sort((a, b) => b.resourceIds.length - a.resourceIds.length);
  const chosen = whole.filter((session) => {
    const isNeeded = session.resourceIds.some((id) => open.has(id));
    if (isNeeded) for (const id of session.resourceIds) open.delete(id);
    return isNeeded;
  });
  if (chosen.length === 0) return candidates.slice(0, 1);
  return candidates.filter((session) => chosen.includes(session));
}

/** More than the claims of any booking. */
const MAX_SESSIONS_PER_BOOKING = 100;
