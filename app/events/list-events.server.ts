import { and, desc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId } from "#app/platform/ids.ts";
import { holdsWords } from "#app/platform/text/holds-words.ts";
import { events, sessions, slugs } from "#db/schema/index.ts";
import { isBookable } from "./bookable-sessions.server.ts";
import type { Event, SessionWithSeats } from "./event.ts";
import type { EventsQuery } from "./events-query.ts";
import { eventColumns, ownEvent, ownSlug, sessionColumns, withSeats } from "./find-events.server.ts";

export interface EventInList extends Event {
  /** Its next session, with or without free seats; the last one if none is upcoming. */
  next: SessionWithSeats | undefined;
  /** Number of sessions that have not begun and are not cancelled, and how many of them can be booked. */
  upcoming: number;
  open: number;
}

export interface EventList {
  events: EventInList[];
  /** The event after which the next page starts; undefined on the last page. */
  next: string | undefined;
}

const PAGE_SIZE = 50;

/**
 * Returns a page of the organisation's events that match the query, newest first, without removed ones. `only` restricts
 * them to events with these ids.
 */
export async function listEvents(ctx: Ctx, query: EventsQuery, only?: string[]): Promise<EventList> {
  const { text, state, after } = query;
  const rows = await ctx.db
    .select(eventColumns)
    .from(events)
    .innerJoin(slugs, ownSlug)
    .where(
      and(
        eq(events.organizationId, ctx.organizationId),
        state ? eq(events.state, state) : ne(events.state, "removed"),
        only && inArray(events.id, only),
        holdsWords(sql`${events.title}`, text),
        after && isId(after) ? isOlderThan(ctx, after) : undefined,
      ),
    )
    .orderBy(desc(events.createdAt), desc(events.id))
    .limit(PAGE_SIZE + 1);
  const shown = rows.slice(0, PAGE_SIZE);
  return {
    events: await withNextSession(ctx, shown),
    next: rows.length > PAGE_SIZE ? shown.at(-1)?.id : undefined,
  };
}

/** Compares with the row in the database, since a Date has milliseconds only and the column microseconds. */
function isOlderThan({ organizationId }: Ctx, id: string): SQL {
  return sql`(${events.createdAt}, ${events.id}) < (select last.created_at, last.id from events last
    where last.organization_id = ${organizationId} and last.id = ${id})`;
}

async function withNextSession(ctx: Ctx, list: Event[]): Promise<EventInList[]> {
  if (list.length === 0) return [];
  const ids = list.map((event) => event.id);
  // Upcoming sessions that take place come before past and cancelled ones.
  const over = sql`(${sessions.startsAt} <= ${ctx.now} or ${sessions.cancelledAt} is not null)`;
  const distance = sql`abs(extract(epoch from ${sessions.startsAt} - ${ctx.now}))`;
  const count = (which: SQL) =>
    sql<number>`count(*) filter (where ${which}) over (partition by ${sessions.eventId})`.mapWith(Number);
  const rows = await ctx.db
    .selectDistinctOn([sessions.eventId], {
      ...sessionColumns,
      upcoming: count(sql`not ${over}`),
      open: count(sql`not ${over} and ${isBookable(ctx, sessions)}`),
    })
    .from(sessions)
    .innerJoin(events, ownEvent)
    .where(and(eq(sessions.organizationId, ctx.organizationId), inArray(sessions.eventId, ids)))
    .orderBy(sessions.eventId, over, distance);
  const next = new Map((await withSeats(ctx, rows)).map((session) => [session.eventId, session]));
  const counts = new Map(rows.map((row) => [row.eventId, row]));
  return list.map((event) => {
    const { upcoming = 0, open = 0 } = counts.get(event.id) ?? {};
    const isOpen = event.opensAt === null || event.opensAt <= ctx.now;
    return { ...event, next: next.get(event.id), upcoming, open: isOpen ? open : 0 };
  });
}
