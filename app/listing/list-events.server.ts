import { and, asc, desc, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { isFull } from "#app/events/bookable-sessions.server.ts";
import type { Event, SessionWithSeats } from "#app/events/event.ts";
import { eventColumns, ownEvent, ownSlug, withResources, withSeats } from "#app/events/find-events.server.ts";
import { seatPanel } from "#app/events/seat-panel.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { events, sessions, slugs } from "#db/schema/index.ts";
import type { Cursor } from "./listing-query.ts";
import { type EventFilter, eventMatches, representsEvent, sessionMatches } from "./session-filter.server.ts";

export interface ListedEvent extends Event {
  /** The session that represents the event; see `representsEvent`. */
  session: SessionWithSeats;
  /** Number of other upcoming sessions. */
  others: number;
  /** The next session, if it is before the listed one. */
  next: SessionWithSeats | undefined;
  /** Whether all upcoming sessions are fully booked. */
  soldOut: boolean;
}

export interface ListedEvents {
  events: ListedEvent[];
  /** The cursor of the next page; undefined on the last page. */
  next: Cursor | undefined;
}

/**
 * Returns a page of an organisation's published or cancelled events, ordered by the session that represents each: soonest
 * first, or latest first for past events. The cost does not grow with the number of events.
 */
export async function listEventsBySession(
  ctx: Ctx,
  filter: EventFilter,
  page: { after?: Cursor; limit: number },
): Promise<ListedEvents> {
  const order = filter.past ? desc : asc;
  const { timeZone, closesMinutesBefore, closesUnit } = events;
  const matching = ctx.db
    .select({
      organizationId: sessions.organizationId,
      ...sessionColumns(sessions),
      timeZone,
      closesMinutesBefore,
      closesUnit,
    })
    .from(sessions)
    .innerJoin(events, ownEvent)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        sessionMatches(ctx, filter),
        eventMatches(filter),
        page.after && isAfter(page.after, filter.past),
      ),
    )
    .orderBy(order(sessions.startsAt), order(sessions.id))
    .limit(Number.MAX_SAFE_INTEGER)
    .as("sessions");
  // `representsEvent` costs much more than reading all sessions. The nested limits make PostgreSQL evaluate it row by row, in
  // order, until the page is full; otherwise it would evaluate it for all rows first.
  const standing = ctx.db
    .select()
    .from(matching)
    .where(representsEvent(ctx, filter, matching))
    .orderBy(order(matching.startsAt), order(matching.id))
    .limit(page.limit + 1)
    .as("sessions");
  const rows = await ctx.db
    .select({ event: eventColumns, session: sessionColumns(standing) })
    .from(standing)
    .innerJoin(events, ownEvent)
    .innerJoin(slugs, ownSlug)
    .orderBy(order(standing.startsAt), order(standing.id));
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1)?.session : undefined;
  return {
    events: await withOtherSessions(ctx, filter, shown),
    next: last && { startsAt: last.startsAt, id: last.id },
  };
}

type Row = Omit<SessionWithSeats, "resourceIds" | "seats">;

/** Adds the seats of each session, and data about the event's other sessions. */
async function withOtherSessions(
  ctx: Ctx,
  filter: EventFilter,
  rows: { event: Event; session: Row }[],
): Promise<ListedEvent[]> {
  const coming = await findComing(
    ctx,
    filter,
    rows.map(({ event }) => event.id),
  );
  const skipped = rows.flatMap(({ event, session }) => {
    const next = coming.get(event.id)?.first;
    return next && !filter.past && next.id !== session.id && next.startsAt <= session.startsAt ? [next] : [];
  });
  const listed = rows.map(({ session }) => session);
  const seated = new Map(
    (await withSeats(ctx, await withResources(ctx, [...listed, ...skipped]))).map((each) => [each.id, each]),
  );
  const found = rows.flatMap(({ event, session: { id, startsAt, cancelledAt } }): ListedEvent[] => {
    const session = seated.get(id);
    const { count = 0, first } = coming.get(event.id) ?? {};
    const others = startsAt > ctx.now && !cancelledAt ? count - 1 : count;
    const next = first && first.id !== id ? seated.get(first.id) : undefined;
    return session ? [{ ...event, session, others, next, soldOut: false }] : [];
  });
  const full = found.filter((each) => seatPanel(each, each.session, undefined, ctx.now).state === "full");
  const soldOut = await findSoldOut(ctx, full);
  return found.map((each) => ({ ...each, soldOut: soldOut.has(each.id) }));
}

/** Returns the number of upcoming sessions and the first one within the filter's days, by event id. */
async function findComing(
  ctx: Ctx,
  { days }: EventFilter,
  eventIds: string[],
): Promise<Map<string, { count: number; first: Row }>> {
  if (eventIds.length === 0) return new Map();
  const isBefore =
    days && sql`(${sessions.startsAt} at time zone ${events.timeZone})::date < ${days.from}::date`;
  const rows = await ctx.db
    .selectDistinctOn([sessions.eventId], {
      first: sessionColumns(sessions),
      count: sql<number>`count(*) over (partition by ${sessions.eventId})`.mapWith(Number),
    })
    .from(sessions)
    .innerJoin(events, ownEvent)
    .where(isComingOf(ctx, eventIds))
    .orderBy(sessions.eventId, ...(isBefore ? [isBefore] : []), sessions.startsAt, sessions.id);
  return new Map(rows.map((row) => [row.first.eventId, row]));
}

/** Returns the ids of those events, of which the listed session is full, whose upcoming sessions are all full. */
async function findSoldOut(ctx: Ctx, full: ListedEvent[]): Promise<Set<string>> {
  const soldOut = new Set(full.map(({ id }) => id));
  const withOthers = full.filter(({ others }) => others > 0).map(({ id }) => id);
  if (withOthers.length === 0) return soldOut;
  const rows = await ctx.db
    .selectDistinct({ eventId: sessions.eventId })
    .from(sessions)
    .innerJoin(events, ownEvent)
    .where(and(isComingOf(ctx, withOthers), sql`not ${isFull(sessions)}`));
  for (const { eventId } of rows) soldOut.delete(eventId);
  return soldOut;
}

function isComingOf(ctx: Ctx, eventIds: string[]): SQL | undefined {
  return and(
    eq(sessions.organizationId, ctx.organizationId),
    inArray(sessions.eventId, eventIds),
    gt(sessions.startsAt, ctx.now),
    isNull(sessions.cancelledAt),
  );
}

function isAfter({ startsAt, id }: Cursor, backwards: boolean): SQL {
  const own = sql`(${sessions.startsAt}, ${sessions.id})`;
  const there = sql`(${startsAt.toISOString()}::timestamptz, ${id}::uuid)`;
  return backwards ? sql`${own} < ${there}` : sql`${own} > ${there}`;
}

/** Picks the columns of a session from a table or subquery. */
export function sessionColumns<Table extends Record<keyof Row, unknown>>(
  table: Table,
): Pick<Table, keyof Row> {
  const { id, eventId, label, startsAt, endsAt, cancelledAt, cancelReason } = table;
  return { id, eventId, label, startsAt, endsAt, cancelledAt, cancelReason };
}
