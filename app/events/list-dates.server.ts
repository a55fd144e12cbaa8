import { and, asc, desc, eq, gt, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { plannedCapacity } from "#app/booking/world.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { holdsWords } from "#app/platform/text/holds-words.ts";
import { resources, sessionResources, sessions } from "#db/schema/index.ts";
import type { DatesQuery } from "./dates-query.ts";
import {
  type Event,
  MAX_SESSIONS,
  type PlannedSession,
  type Session,
  type SessionWithSeats,
} from "./event.ts";
import { sessionColumns, withSeats } from "./find-events.server.ts";

/** A page of an event's dates, for the organiser. */
export interface DatesPage {
  query: DatesQuery;
  sessions: SessionWithSeats[];
  /** The first date of the next page; undefined on the last page. */
  next: string | undefined;
  /** Number of upcoming and of past dates, regardless of the filter. */
  counts: DateCounts;
}

interface DateCounts {
  upcoming: number;
  past: number;
}

const PAGE_SIZE = 50;

/** Returns a page of the dates that match the query: upcoming dates soonest first, past dates latest first. */
export async function listDates(
  ctx: Ctx,
  event: Pick<Event, "id" | "timeZone">,
  query: DatesQuery,
): Promise<DatesPage> {
  const order = query.past ? desc : asc;
  const [rows, counts] = await Promise.all([
    ctx.db
      .select(sessionColumns)
      .from(sessions)
      .where(and(matches(ctx, event, query), startsFrom(ctx, query)))
      .orderBy(order(sessions.startsAt), order(sessions.id))
      .limit(PAGE_SIZE + 1),
    countDates(ctx, event.id),
  ]);
  return {
    query,
    sessions: await withSeats(ctx, rows.slice(0, PAGE_SIZE)),
    next: rows[PAGE_SIZE]?.id,
    counts,
  };
}

function matches(ctx: Ctx, { id, timeZone }: Pick<Event, "id" | "timeZone">, query: DatesQuery) {
  const { past, label, day } = query;
  const midnight = (days: number) => sql`((${day}::date + ${days}::int)::timestamp at time zone ${timeZone})`;
  return and(
    eq(sessions.organizationId, ctx.organizationId),
    eq(sessions.eventId, id),
    past ? lte(sessions.endsAt, ctx.now) : gt(sessions.endsAt, ctx.now),
    holdsWords(sql`${sessions.label}`, label),
    day === ""
      ? undefined
      : sql`${sessions.startsAt} >= ${midnight(0)} and ${sessions.startsAt} < ${midnight(1)}`,
  );
}

/** Returns the condition for dates from the named one on. If that was removed in the meantime, all dates match. */
function startsFrom(ctx: Ctx, { from, past }: DatesQuery): SQL | undefined {
  if (from === undefined || !isId(from)) return undefined;
  const own = sql`(${sessions.startsAt}, ${sessions.id})`;
  const there = (column: string) => sql`(select ${sql.identifier(column)} from sessions first
    where first.organization_id = ${ctx.organizationId} and first.id = ${from})`;
  const end = past ? sql`'infinity'` : sql`'-infinity'`;
  const first = sql`(coalesce(${there("starts_at")}, ${end}::timestamptz), coalesce(${there("id")}, ${from}::uuid))`;
  return past ? sql`${own} <= ${first}` : sql`${own} >= ${first}`;
}

/** Counts the upcoming dates of an event, including cancelled ones, and the past ones. */
async function countDates(ctx: Ctx, eventId: string): Promise<DateCounts> {
  const [row] = await ctx.db
    .select({
      upcoming: sql<number>`count(*) filter (where ${sessions.endsAt} > ${ctx.now})`.mapWith(Number),
      past: sql<number>`count(*) filter (where ${sessions.endsAt} <= ${ctx.now})`.mapWith(Number),
    })
    .from(sessions)
    .where(and(eq(sessions.organizationId, ctx.organizationId), eq(sessions.eventId, eventId)));
  return row ?? { upcoming: 0, past: 0 };
}

/** Returns whether all upcoming dates that take place are closed for booking; undefined if there are none. */
export async function isBookingClosed(ctx: Ctx, eventId: string): Promise<boolean | undefined> {
  const ofDate = sql`${sessionResources.organizationId} = ${sessions.organizationId} and ${sessionResources.sessionId} = ${sessions.id}`;
  const closed = sql`exists (select 1 from ${sessionResources} join ${resources}
      on ${resources.organizationId} = ${sessionResources.organizationId} and ${resources.id} = ${sessionResources.resourceId}
    where ${ofDate} and ${resources.state} <> 'OPEN')`;
  const upcoming = and(
    eq(sessions.organizationId, ctx.organizationId),
    eq(sessions.eventId, eventId),
    gt(sessions.endsAt, ctx.now),
    isNull(sessions.cancelledAt),
  );
  const some = (which: SQL | undefined) =>
    ctx.db.select({ id: sessions.id }).from(sessions).where(which).limit(1);
  const [open, any] = await Promise.all([some(and(upcoming, sql`not ${closed}`)), some(upcoming)]);
  return any.length === 0 ? undefined : open.length === 0;
}

/** The dates in the event's form, and the number of those that it leaves out. */
export interface FormDates {
  sessions: PlannedSession[];
  others: number;
}

/**
 * Returns the first upcoming dates that take place, up to the form's maximum. Without any, returns the last dates of any kind,
 * since the form needs one.
 */
export async function listFormDates(ctx: Ctx, eventId: string): Promise<FormDates> {
  const all = and(eq(sessions.organizationId, ctx.organizationId), eq(sessions.eventId, eventId));
  const upcoming = and(all, gt(sessions.endsAt, ctx.now), isNull(sessions.cancelledAt));
  const select = (which: SQL | undefined, order: typeof asc) =>
    ctx.db
      .select(sessionColumns)
      .from(sessions)
      .where(which)
      .orderBy(order(sessions.startsAt), order(sessions.id))
      .limit(MAX_SESSIONS);
  const [first, counts] = await Promise.all([select(upcoming, asc), countDates(ctx, eventId)]);
  const listed: Session[] = first.length > 0 ? first : (await select(all, desc)).reverse();
  return {
    sessions: await withPlans(ctx, listed),
    others: counts.upcoming + counts.past - listed.length,
  };
}

/** Adds the planned capacity of each date: the lowest of its resources, since a booking needs all of them. */
async function withPlans(ctx: Ctx, list: Session[]): Promise<PlannedSession[]> {
  const rows = await ctx.db
    .select({ id: resources.id, capacity: resources.capacity, over: resources.over })
    .from(resources)
    .where(
      and(
        eq(resources.organizationId, ctx.organizationId),
        inArray(
          resources.id,
          list.flatMap((session) => session.resourceIds),
        ),
      ),
    );
  const planned = new Map(rows.map((row) => [row.id, plannedCapacity(row)]));
  return list.map((session) => {
    const each = session.resourceIds.flatMap((id) => planned.get(id) ?? []);
    return { ...session, plannedCapacity: each.length > 0 ? Math.min(...each) : 0 };
  });
}

/** Returns the planned capacity of the event's last date, as a suggestion for a new one; undefined without dates. */
export async function lastCapacity(ctx: Ctx, eventId: string): Promise<number | undefined> {
  const last = await ctx.db
    .select(sessionColumns)
    .from(sessions)
    .where(and(eq(sessions.organizationId, ctx.organizationId), eq(sessions.eventId, eventId)))
    .orderBy(desc(sessions.startsAt), desc(sessions.id))
    .limit(1);
  return (await withPlans(ctx, last))[0]?.plannedCapacity;
}
