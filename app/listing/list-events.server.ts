import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Event, SessionWithSeats } from "#app/events/event.ts";
import { eventColumns, ownEvent, ownSlug, withResources, withSeats } from "#app/events/find-events.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { holdsWords } from "#app/platform/text/holds-words.ts";
import { events, resources, sessionResources, sessions, slugs } from "#db/schema/index.ts";
import { type Cursor, dayAfter } from "./listing-query.ts";

/** Which events are asked for: of those that come, or of those that are over. */
export interface EventFilter {
  past: boolean;
  text: string;
  free: boolean;
  /** Local dates of the event's own zone, the second one excluded. */
  days?: { from: string; until: string };
}

export interface ListedEvent extends Event {
  /** The first session that the filter is about; of an event that is over, its last. */
  session: SessionWithSeats;
  /** How many other sessions are still to come. */
  others: number;
}

export interface ListedEvents {
  events: ListedEvent[];
  /** From where on the next page goes; undefined on the last. */
  next: Cursor | undefined;
}

/** Another session of the same event. */
const other = alias(sessions, "other");

type Sessions = typeof sessions | typeof other;

/**
 * A page of an organisation's events that are published or cancelled, by the time of the session that the filter is
 * about: the soonest first, or the latest first of those that are over. The work does not grow with the number of events.
 */
export async function listEventsBySession(
  ctx: Ctx,
  filter: EventFilter,
  page: { after?: Cursor; limit: number },
): Promise<ListedEvents> {
  const order = filter.past ? desc : asc;
  const rows = await ctx.db
    .select({ event: eventColumns, session: sessionColumns(sessions) })
    .from(sessions)
    .innerJoin(events, ownEvent)
    .innerJoin(slugs, ownSlug)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        isAsked(ctx, sessions, filter),
        isAskedEvent(filter),
        notExists(ctx.db.select({ one: sql`1` }).from(other).where(isBetterOther(ctx, filter))),
        isBestOfCancelled(ctx, filter),
        page.after && isAfter(page.after, filter.past),
      ),
    )
    .orderBy(order(sessions.startsAt), order(sessions.id))
    .limit(page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1)?.session : undefined;
  const [seated, counts] = await Promise.all([
    withResources(
      ctx,
      shown.map(({ session }) => session),
    ).then((list) => withSeats(ctx, list)),
    countUpcoming(
      ctx,
      shown.map(({ event }) => event.id),
    ),
  ]);
  return {
    events: shown.flatMap(({ event }, index): ListedEvent[] => {
      const session = seated[index];
      const upcoming = counts.get(event.id) ?? 0;
      return session
        ? [
            {
              ...event,
              session,
              others: Math.max(0, upcoming - (filter.past || session.cancelledAt ? 0 : 1)),
            },
          ]
        : [];
    }),
    next: last && { startsAt: last.startsAt, id: last.id },
  };
}

/** What is asked of a session. */
function isAsked(ctx: Ctx, table: Sessions, filter: EventFilter): SQL | undefined {
  const { days } = filter;
  return and(
    filter.past ? lt(table.endsAt, ctx.now) : gte(table.endsAt, ctx.now),
    // Nothing that is over began later than now, and an index knows when things begin.
    filter.past ? lt(table.startsAt, ctx.now) : undefined,
    days && isOnDays(table, days),
    filter.free ? isBookable(ctx, table) : undefined,
  );
}

/**
 * Whether a session takes place on any of these days of the event's own zone, also where it began before; the first two
 * conditions are what an index can answer.
 */
export function isOnDays(table: Sessions, { from, until }: { from: string; until: string }): SQL | undefined {
  return and(
    gte(table.endsAt, new Date(`${dayAfter(from, -1)}T00:00:00Z`)),
    lt(table.startsAt, new Date(`${dayAfter(until, 1)}T00:00:00Z`)),
    sql`${lastLocalDay(table)} >= ${from}::date and ${localDay(table)} < ${until}::date`,
  );
}

/** The date on which a session begins, where it takes place. */
export function localDay(table: Sessions): SQL<string> {
  return sql<string>`(${table.startsAt} at time zone ${events.timeZone})::date`;
}

/**
 * The last date on which a session takes place. One that ends at midnight ends on the evening before, and a night belongs to
 * the day on which it begins, as `timeSpan` writes it.
 */
export function lastLocalDay(table: Sessions): SQL<string> {
  const last = sql`(${table.endsAt} at time zone ${events.timeZone} - interval '1 microsecond')::date`;
  return sql<string>`(case when ${table.endsAt} - ${table.startsAt} <= interval '12 hours'
    then ${localDay(table)} else ${last} end)`;
}

/**
 * Not begun yet, and each of its resources is open and has seats. The engine decides who gets one; this only spares a
 * visitor the way.
 */
export function isBookable(ctx: Ctx, table: Sessions): SQL {
  const claimed = sql`${sessionResources.organizationId} = ${table.organizationId} and ${sessionResources.sessionId} = ${table.id}`;
  return sql`(${table.startsAt} > ${ctx.now.toISOString()}::timestamptz
    and exists (select 1 from ${sessionResources} where ${claimed})
    and not exists (
      select 1 from ${sessionResources} join ${resources}
        on ${resources.organizationId} = ${sessionResources.organizationId}
        and ${resources.id} = ${sessionResources.resourceId}
      where ${claimed} and (${resources.state} <> 'OPEN'
        or ${resources.booked} + ${resources.held} + ${resources.setAside} >= ${resources.capacity})))`;
}

/** What is asked of the event itself. */
export function isAskedEvent({ text, free }: Pick<EventFilter, "text" | "free">): SQL | undefined {
  return and(
    inArray(events.state, free ? ["published"] : ["published", "cancelled"]),
    or(holdsWords(sql`${events.title}`, text), holdsWords(sql`${events.place}`, text)),
  );
}

/** Another session of the event is what the filter is about: an earlier one, or of what is over a later one. */
function isBetterOther(ctx: Ctx, filter: EventFilter): SQL | undefined {
  const sameEvent = and(
    eq(other.organizationId, sessions.organizationId),
    eq(other.eventId, sessions.eventId),
  );
  const place = sql`(${other.startsAt}, ${other.id})`;
  const own = sql`(${sessions.startsAt}, ${sessions.id})`;
  const takesPlace = or(isNull(other.cancelledAt), isNotNull(sessions.cancelledAt));
  if (!filter.past) return and(sameEvent, isAsked(ctx, other, filter), takesPlace, sql`${place} < ${own}`);
  // An event with a session still to come is not over.
  return and(
    sameEvent,
    or(gte(other.endsAt, ctx.now), and(isAsked(ctx, other, filter), sql`${place} > ${own}`)),
  );
}

/** A cancelled session stands for its event only where no session that the filter is about takes place. */
function isBestOfCancelled(ctx: Ctx, filter: EventFilter): SQL | undefined {
  if (filter.past) return undefined;
  const another = and(
    eq(other.organizationId, sessions.organizationId),
    eq(other.eventId, sessions.eventId),
    isNull(other.cancelledAt),
    isAsked(ctx, other, filter),
  );
  return or(
    isNull(sessions.cancelledAt),
    notExists(ctx.db.select({ one: sql`1` }).from(other).where(another)),
  );
}

function isAfter({ startsAt, id }: Cursor, backwards: boolean): SQL {
  const own = sql`(${sessions.startsAt}, ${sessions.id})`;
  const there = sql`(${startsAt.toISOString()}::timestamptz, ${id}::uuid)`;
  return backwards ? sql`${own} < ${there}` : sql`${own} > ${there}`;
}

async function countUpcoming(ctx: Ctx, eventIds: string[]): Promise<Map<string, number>> {
  if (eventIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ eventId: sessions.eventId, upcoming: count() })
    .from(sessions)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        inArray(sessions.eventId, eventIds),
        gte(sessions.endsAt, ctx.now),
        isNull(sessions.cancelledAt),
      ),
    )
    .groupBy(sessions.eventId);
  return new Map(rows.map((row) => [row.eventId, row.upcoming]));
}

export function sessionColumns(table: Sessions) {
  const { id, eventId, label, startsAt, endsAt, cancelledAt, cancelReason } = table;
  return { id, eventId, label, startsAt, endsAt, cancelledAt, cancelReason };
}
