import { sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";

/** Longer dates are more often a wrong year than intended. */
export const LONG_DATE_DAYS = 31;

/** Possible oversights of an organiser before publishing an event. */
export interface PublishWarnings {
  /** No upcoming date takes place. */
  isOver: boolean;
  /** Number of dates that have begun, if others are upcoming. */
  begun: number;
  /** Number of upcoming dates that last longer than `LONG_DATE_DAYS` days, and the first of them. */
  long: number;
  first: { startsAt: Date; endsAt: Date } | undefined;
}

/** Returns what the organiser should confirm before an event is published; undefined if there is nothing. */
export async function findPublishWarnings(ctx: Ctx, eventId: string): Promise<PublishWarnings | undefined> {
  const rows = await ctx.db.execute<{
    starts_at: string;
    ends_at: string;
    is_long: boolean;
    number: number;
    begun: number;
  }>(sql`
    select starts_at, ends_at, is_long, number::int, (
      select count(*)::int from sessions
      where organization_id = ${ctx.organizationId} and event_id = ${eventId}
        and starts_at <= ${ctx.now.toISOString()}::timestamptz and cancelled_at is null) as begun
    from (
      select starts_at, ends_at, is_long, count(*) over (partition by is_long) as number,
        row_number() over (partition by is_long order by starts_at, id) as nth
      from (
        select id, starts_at, ends_at, ends_at - starts_at > make_interval(days => ${LONG_DATE_DAYS}) as is_long
        from sessions
        where organization_id = ${ctx.organizationId} and event_id = ${eventId}
          and ends_at > ${ctx.now.toISOString()}::timestamptz and cancelled_at is null) coming
    ) each where nth = 1`);
  const long = rows.find((row) => row.is_long);
  const begun = rows[0]?.begun ?? 0;
  if (rows.length > 0 && !long && begun === 0) return undefined;
  return {
    isOver: rows.length === 0,
    begun,
    long: Number(long?.number ?? 0),
    first: long && { startsAt: new Date(long.starts_at), endsAt: new Date(long.ends_at) },
  };
}
