import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { getAvailability } from "#app/availability/cache.server.ts";
import type { View } from "#app/availability/view.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { slugLookedUp } from "#app/platform/text/slug.ts";
import type { Db } from "#db/client.ts";
import { events, sessionResources, sessions, slugs } from "#db/schema/index.ts";
import { type Event, type OwnClaims, type Session, type SessionWithSeats, seatsOf } from "./event.ts";

/** Columns of an Event, for queries that join `slugs` by `ownSlug`. */
export const eventColumns = {
  id: events.id,
  organizationId: events.organizationId,
  slug: slugs.slug,
  title: events.title,
  description: events.description,
  place: events.place,
  timeZone: events.timeZone,
  locale: events.locale,
  stock: events.stock,
  state: events.state,
  cancelReason: events.cancelReason,
  saving: events.saving,
  online: events.online,
  price: events.price,
  contactEmail: events.contactEmail,
  message: events.message,
  seatNoun: events.seatNoun,
  numbersShown: events.numbersShown,
  maxPerBooking: events.maxPerBooking,
  maxPerPerson: events.maxPerPerson,
  opensAt: events.opensAt,
  closesMinutesBefore: events.closesMinutesBefore,
  cancelMinutesBefore: events.cancelMinutesBefore,
  closesUnit: events.closesUnit,
  cancelUnit: events.cancelUnit,
  holdMinutes: events.holdMinutes,
  extendMinutes: events.extendMinutes,
  guestNames: events.guestNames,
  codePer: events.codePer,
  visibility: events.visibility,
  publicApi: events.publicApi,
  manyFromOneNetwork: events.manyFromOneNetwork,
  embedSites: events.embedSites,
  version: events.version,
};

/** Joins an event to its current public name. */
export const ownSlug = and(
  eq(slugs.organizationId, events.organizationId),
  eq(slugs.eventId, events.id),
  eq(slugs.current, true),
);

/** The public name in a request, which may be a former one. */
export const requestedSlugs = alias(slugs, "requested");

/** Joins the event to the public name in a request. */
export const requestedEvent = and(
  eq(events.organizationId, requestedSlugs.organizationId),
  eq(events.id, requestedSlugs.eventId),
);

/** Joins a session's event to it. */
export const ownEvent = and(
  eq(events.organizationId, sessions.organizationId),
  eq(events.id, sessions.eventId),
);

/** Joins a session to its rows of `session_resources`. */
export const claimingSession = and(
  eq(sessions.organizationId, sessionResources.organizationId),
  eq(sessions.id, sessionResources.sessionId),
);

/**
 * Finds an event by its public name, in all organisations and in any state: the caller checks who may see it. Former names, and
 * names with capitals or trailing punctuation, are found too; the event's `slug` is its current name.
 */
export async function findEventBySlug(db: Db, slug: string): Promise<Event | undefined> {
  const [found] = await db
    .select(eventColumns)
    .from(requestedSlugs)
    .innerJoin(events, requestedEvent)
    .innerJoin(slugs, ownSlug)
    .where(eq(requestedSlugs.slug, slugLookedUp(slug)))
    .limit(1);
  return found;
}

/** Finds an event of the organisation. */
export async function findEvent(ctx: Ctx, id: string): Promise<Event | undefined> {
  const [found] = await ctx.db
    .select(eventColumns)
    .from(events)
    .innerJoin(slugs, ownSlug)
    .where(owned(events, ctx, id))
    .limit(1);
  return found;
}

/** Columns of a Session, for queries of `sessions`. */
export const sessionColumns = {
  id: sessions.id,
  eventId: sessions.eventId,
  label: sessions.label,
  startsAt: sessions.startsAt,
  endsAt: sessions.endsAt,
  cancelledAt: sessions.cancelledAt,
  cancelReason: sessions.cancelReason,
  // As text: in a select from one table Drizzle omits the table of a column, which the subquery would resolve to its own.
  resourceIds: sql<string[]>`(select coalesce(jsonb_agg(claimed.resource_id order by claimed.position), '[]')
    from session_resources claimed
    where claimed.organization_id = sessions.organization_id and claimed.session_id = sessions.id)`,
};

/** The range of an event's sessions to list. */
export interface SessionPage {
  /** Only sessions that end after this time. */
  from?: Date;
  /** The id of the first session in the list. */
  first?: string;
  /** Maximum number; defaults to all. */
  limit?: number;
}

/** Returns sessions of an event with their resources, soonest first. */
export async function listSessions(ctx: Ctx, eventId: string, page: SessionPage): Promise<Session[]> {
  return ctx.db
    .select(sessionColumns)
    .from(sessions)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        eq(sessions.eventId, eventId),
        page.from ? gt(sessions.endsAt, page.from) : undefined,
        page.first
          ? sql`(${sessions.startsAt}, ${sessions.id}) >= (select starts_at, id from sessions first
              where first.organization_id = ${ctx.organizationId} and first.id = ${page.first})`
          : undefined,
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(page.limit ?? Number.MAX_SAFE_INTEGER);
}

/** Finds a session of an event. */
export async function findSession(ctx: Ctx, eventId: string, id: string): Promise<Session | undefined> {
  const [found] = await ctx.db
    .select(sessionColumns)
    .from(sessions)
    .where(and(owned(sessions, ctx, id), eq(sessions.eventId, eventId)));
  return found;
}

/** Adds the seats of each session, from cached availability. The seats of `own` count as free. */
export async function withSeats(
  ctx: Ctx,
  list: Session[],
  own?: OwnClaims | undefined,
): Promise<SessionWithSeats[]> {
  const views = await getAvailability(
    ctx,
    list.flatMap((session) => session.resourceIds),
  );
  const shown = own ? withoutOwn(views, own) : views;
  return list.map((session) => ({ ...session, seats: seatsOf(session, shown) }));
}

/** Counts the visitor's held seats as free, at most as many as the cached view has as held. */
function withoutOwn(views: Map<string, View>, { resourceIds, seats }: OwnClaims): Map<string, View> {
  const shown = new Map(views);
  for (const id of resourceIds) {
    const view = views.get(id);
    if (!view) continue;
    const freed = Math.min(seats, view.held);
    shown.set(id, { ...view, held: view.held - freed, remaining: view.remaining + freed });
  }
  return shown;
}

/** Adds the resources of each session. */
export async function withResources(ctx: Ctx, rows: Omit<Session, "resourceIds">[]): Promise<Session[]> {
  if (rows.length === 0) return [];
  const claims = await ctx.db
    .select({ sessionId: sessionResources.sessionId, resourceId: sessionResources.resourceId })
    .from(sessionResources)
    .where(
      and(
        eq(sessionResources.organizationId, ctx.organizationId),
        inArray(
          sessionResources.sessionId,
          rows.map((row) => row.id),
        ),
      ),
    )
    .orderBy(asc(sessionResources.position));
  const bySession = new Map<string, string[]>(rows.map((row) => [row.id, []]));
  for (const { sessionId, resourceId } of claims) bySession.get(sessionId)?.push(resourceId);
  return rows.map(({ id, eventId, label, startsAt, endsAt, cancelledAt, cancelReason }) => ({
    id,
    eventId,
    label,
    startsAt,
    endsAt,
    cancelledAt,
    cancelReason,
    resourceIds: bySession.get(id) ?? [],
  }));
}
