import { and, asc, eq, lte, sql } from "drizzle-orm";
import { isBookable } from "#app/events/bookable-sessions.server.ts";
import type { Event, SessionWithSeats } from "#app/events/event.ts";
import { eventColumns, ownEvent, ownSlug, withResources, withSeats } from "#app/events/find-events.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { events, sessions, slugs } from "#db/schema/index.ts";
import { sessionColumns } from "./list-events.server.ts";
import { eventMatches, isOnDays, lastLocalDay, localDay } from "./session-filter.server.ts";

/** Sessions shown per day of the month view; the day's own list has the others. */
const SESSIONS_PER_DAY = 4;

export interface MonthDay {
  /** `2026-03-14`, in the zone of each event. */
  day: string;
  /** The first sessions of the day. */
  sessions: { event: Event; session: SessionWithSeats }[];
  /** Number of sessions on this day. */
  total: number;
}

/** Returns the days of a month with sessions, past ones included. */
export async function listMonth(
  ctx: Ctx,
  filter: { text: string; free: boolean; days: { from: string; until: string } },
): Promise<MonthDay[]> {
  const day = sql<string>`each_day.at::date`;
  const ofDay = ctx.db
    .select({
      ...sessionColumns(sessions),
      day: sql<string>`${day}::text`.as("day"),
      nth: sql<number>`row_number() over (partition by ${day} order by ${sessions.startsAt}, ${sessions.id})`
        .mapWith(Number)
        .as("nth"),
      total: sql<number>`count(*) over (partition by ${day})`.mapWith(Number).as("total"),
    })
    .from(sessions)
    .innerJoin(events, ownEvent)
    .innerJoin(eachDay(filter.days), sql`true`)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        isOnDays(sessions, filter.days),
        eventMatches(filter),
        filter.free ? isBookable(ctx, sessions) : undefined,
      ),
    )
    .as("of_day");
  const rows = await ctx.db
    .select({
      event: eventColumns,
      session: {
        id: ofDay.id,
        eventId: ofDay.eventId,
        label: ofDay.label,
        startsAt: ofDay.startsAt,
        endsAt: ofDay.endsAt,
        cancelledAt: ofDay.cancelledAt,
        cancelReason: ofDay.cancelReason,
      },
      day: ofDay.day,
      total: ofDay.total,
    })
    .from(ofDay)
    .innerJoin(events, owned(events, ctx, ofDay.eventId))
    .innerJoin(slugs, ownSlug)
    .where(lte(ofDay.nth, SESSIONS_PER_DAY))
    .orderBy(asc(ofDay.day), asc(ofDay.startsAt), asc(ofDay.id));
  const seated = await withSeats(
    ctx,
    await withResources(
      ctx,
      rows.map(({ session }) => session),
    ),
  );
  const days = new Map<string, MonthDay>();
  for (const [index, row] of rows.entries()) {
    const entry = days.get(row.day) ?? { day: row.day, sessions: [], total: row.total };
    const session = seated[index];
    if (session) entry.sessions.push({ event: row.event, session });
    days.set(row.day, entry);
  }
  return [...days.values()];
}

/** Returns SQL that yields one row per day of the month on which a session takes place. */
function eachDay({ from, until }: { from: string; until: string }) {
  return sql`lateral generate_series(greatest(${localDay(sessions)}, ${from}::date),
    least(${lastLocalDay(sessions)}, ${until}::date - 1), interval '1 day') as each_day(at)`;
}
