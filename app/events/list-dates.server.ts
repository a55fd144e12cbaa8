import { and, asc, desc, eq, gt, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { holdsWords } from "#app/platform/text/holds-words.ts";
import { resources, sessionResources, sessions } from "#db/schema/index.ts";
import type { DatesQuery } from "./dates-query.ts";
import { type Event, MOST_SESSIONS, type Session, type SessionWithSeats } from "./event.ts";
import { sessionColumns, withSeats } from "./find-events.server.ts";

/** A page of an event's dates, for its organiser. */
export interface DatesPage {
  query: DatesQuery;
  sessions: SessionWithSeats[];
  /** The date with which the next page begins; undefined on the last one. */
  next: string | undefined;
  /** How many dates come and how many are over, however the list is narrowed down. */
  counts: DateCounts;
}

interface DateCounts {
  coming: number;
  past: number;
}

const PAGE_SIZE = 50;

/** A page of the dates that the query asks for: the soonest first, or the latest first of those that are over. */
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
      .where(and(isAsked(ctx, event, query), isFrom(ctx, query)))
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

function isAsked(ctx: Ctx, { id, timeZone }: Pick<Event, "id" | "timeZone">, query: DatesQuery) {
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

/** Begins with the date that is named; where it is removed in the meantime, the list begins anew. */
function isFrom(ctx: Ctx, { from, past }: DatesQuery): SQL | undefined {
  if (from === undefined || !isId(from)) return undefined;
  const own = sql`(${sessions.startsAt}, ${sessions.id})`;
  const there = (column: string) => sql`(select ${sql.identifier(column)} from sessions first
    where first.organization_id = ${ctx.organizationId} and first.id = ${from})`;
  const end = past ? sql`'infinity'` : sql`'-infinity'`;
  const first = sql`(coalesce(${there("starts_at")}, ${end}::timestamptz), coalesce(${there("id")}, ${from}::uuid))`;
  return past ? sql`${own} <= ${first}` : sql`${own} >= ${first}`;
}

/** How many dates of an event come, cancelled ones included, and how many are over. */
async function countDates(ctx: Ctx, eventId: string): Promise<DateCounts> {
  const [row] = await ctx.db
    .select({
      coming: sql<number>`count(*) filter (where ${sessions.endsAt} > ${ctx.now})`.mapWith(Number),
      past: sql<number>`count(*) filter (where ${sessions.endsAt} <= ${ctx.now})`.mapWith(Number),
    })
    .from(sessions)
    .where(and(eq(sessions.organizationId, ctx.organizationId), eq(sessions.eventId, eventId)));
  return row ?? { coming: 0, past: 0 };
}

/** Returns whether each date to come that takes place is closed for booking; undefined where there is none. */
export async function isBookingClosed(ctx: Ctx, eventId: string): Promise<boolean | undefined> {
  const ofDate = sql`${sessionResources.organizationId} = ${sessions.organizationId} and ${sessionResources.sessionId} = ${sessions.id}`;
  const closed = sql`exists (select 1 from ${sessionResources} join ${resources}
      on ${resources.organizationId} = ${sessionResources.organizationId} and ${resources.id} = ${sessionResources.resourceId}
    where ${ofDate} and ${resources.state} <> 'OPEN')`;
  const coming = and(
    eq(sessions.organizationId, ctx.organizationId),
    eq(sessions.eventId, eventId),
    gt(sessions.endsAt, ctx.now),
    isNull(sessions.cancelledAt),
  );
  const some = (which: SQL | undefined) =>
    ctx.db.select({ id: sessions.id }).from(sessions).where(which).limit(1);
  const [open, any] = await Promise.all([some(and(coming, sql`not ${closed}`)), some(coming)]);
  return any.length === 0 ? undefined : open.length === 0;
}

/** The dates that the event's form lists, and how many others there are that it does not. */
export interface FormDates {
  sessions: SessionWithSeats[];
  others: number;
}

/**
 * The first dates to come that take place, as many as the form takes; where there are none, the last ones of any kind, since
 * a form has a date.
 */
export async function listFormDates(ctx: Ctx, eventId: string): Promise<FormDates> {
  const all = and(eq(sessions.organizationId, ctx.organizationId), eq(sessions.eventId, eventId));
  const coming = and(all, gt(sessions.endsAt, ctx.now), isNull(sessions.cancelledAt));
  const select = (which: SQL | undefined, order: typeof asc) =>
    ctx.db
      .select(sessionColumns)
      .from(sessions)
      .where(which)
      .orderBy(order(sessions.startsAt), order(sessions.id))
      .limit(MOST_SESSIONS);
  const [first, counts] = await Promise.all([select(coming, asc), countDates(ctx, eventId)]);
  const listed: Session[] = first.length > 0 ? first : (await select(all, desc)).reverse();
  return {
    sessions: await withSeats(ctx, listed),
    others: counts.coming + counts.past - listed.length,
  };
}

/** The seats of the event's last date, as a suggestion for one more; undefined where it has no date. */
export async function lastCapacity(ctx: Ctx, eventId: string): Promise<number | undefined> {
  const last = await ctx.db
    .select(sessionColumns)
    .from(sessions)
    .where(and(eq(sessions.organizationId, ctx.organizationId), eq(sessions.eventId, eventId)))
    .orderBy(desc(sessions.startsAt), desc(sessions.id))
    .limit(1);
  return (await withSeats(ctx, last))[0]?.seats.capacity;
}
