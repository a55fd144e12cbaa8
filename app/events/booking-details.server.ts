import { and, asc, eq } from "drizzle-orm";
import type { Fate } from "#app/booking/states.ts";
import { findOrganization, type Organization } from "#app/organizations/organizations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookings, people, reservations, sessionResources, sessions } from "#db/schema/index.ts";
import type { Event, Session } from "./event.ts";
import { findEvent, findSession } from "./find-events.server.ts";

/** A booking as the person who made it sees it. */
export interface BookingDetails {
  id: string;
  reference: string;
  fate: Fate;
  seats: number;
  createdAt: Date;
  person: { name: string; email: string; locale: string };
  organization: Organization;
  event: Event;
  session: Session;
}

/** One booking with its event, session and person; undefined where any of them is not there (any more). */
export async function findBookingDetails(ctx: Ctx, bookingId: string): Promise<BookingDetails | undefined> {
  const [booking] = await ctx.db
    .select()
    .from(bookings)
    .where(and(eq(bookings.organizationId, ctx.organizationId), eq(bookings.id, bookingId)));
  if (!booking?.scope) return undefined;
  const [event, organization, person, claims] = await Promise.all([
    findEvent(ctx, booking.scope),
    findOrganization(ctx.db, ctx.organizationId),
    findBooker(ctx, bookingId),
    listClaims(ctx, bookingId),
  ]);
  const first = claims[0];
  if (!event || !organization || !person || !first) return undefined;
  const session = await findSessionOfResource(ctx, event.id, first.resourceId);
  if (!session) return undefined;
  const { id, reference, fate, createdAt } = booking;
  return { id, reference, fate, createdAt, seats: first.quantity, person, organization, event, session };
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

function listClaims(ctx: Ctx, bookingId: string) {
  return ctx.db
    .select({ resourceId: reservations.resourceId, quantity: reservations.quantity })
    .from(reservations)
    .where(and(eq(reservations.organizationId, ctx.organizationId), eq(reservations.bookingId, bookingId)))
    .orderBy(asc(reservations.createdAt), asc(reservations.id));
}

async function findSessionOfResource(ctx: Ctx, eventId: string, resourceId: string) {
  const [row] = await ctx.db
    .select({ id: sessions.id })
    .from(sessionResources)
    .innerJoin(
      sessions,
      and(
        eq(sessions.organizationId, sessionResources.organizationId),
        eq(sessions.id, sessionResources.sessionId),
      ),
    )
    .where(
      and(
        eq(sessionResources.organizationId, ctx.organizationId),
        eq(sessionResources.resourceId, resourceId),
        eq(sessions.eventId, eventId),
      ),
    )
    .limit(1);
  return row && findSession(ctx, eventId, row.id);
}
