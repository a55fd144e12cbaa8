import { sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";

/** A date that lasts longer is more often a slip of the year than meant. */
export const LONG_DAYS = 31;

/** What an organiser may have overlooked about an event that is to be published. */
export interface PublishConcerns {
  /** No date is to come that takes place. */
  isOver: boolean;
  /** How many dates have begun, where others are to come. */
  begun: number;
  /** How many dates to come last longer than `LONG_DAYS` days, and the first of them. */
  long: number;
  first: { startsAt: Date; endsAt: Date } | undefined;
}

/** Returns what should be asked before an event is published; undefined where nothing should. */
export async function findConcerns(ctx: Ctx, eventId: string): Promise<PublishConcerns | undefined> {
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
        select id, starts_at, ends_at, ends_at - starts_at > make_interval(days => ${LONG_DAYS}) as is_long
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
