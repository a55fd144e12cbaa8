import { and, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isBookable, type RuleColumns } from "#app/events/bookable-sessions.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { holdsWords } from "#app/platform/text/holds-words.ts";
import { events, sessions } from "#db/schema/index.ts";
import { dayAfter } from "./listing-query.ts";

/** Which events are asked for: of those that come, or of those that are over. */
export interface EventFilter {
  past: boolean;
  text: string;
  free: boolean;
  /** Local dates of the event's own zone, the second one excluded. */
  days?: { from: string; until: string };
}

/** Another session of the same event. */
const other = alias(sessions, "other");

type Sessions = typeof sessions | typeof other;
/** The column with the zone of a session's event. */
type Zone = RuleColumns["timeZone"];

/** Returns the condition that a session matches the filter. */
export function isAsked(
  ctx: Ctx,
  filter: EventFilter,
  table: Sessions = sessions,
  zone: Zone = events.timeZone,
): SQL | undefined {
  const { days } = filter;
  return and(
    filter.past ? lt(table.endsAt, ctx.now) : gte(table.endsAt, ctx.now),
    // Nothing that is over began later than now, and an index knows when things begin.
    filter.past ? lt(table.startsAt, ctx.now) : undefined,
    days && isOnDays(table, days, zone),
  );
}

/**
 * Whether a session takes place on any of these days of the event's own zone, also where it began before; the first two
 * conditions are what an index can answer.
 */
export function isOnDays(
  table: Sessions,
  { from, until }: { from: string; until: string },
  zone: Zone = events.timeZone,
): SQL | undefined {
  return and(
    gte(table.endsAt, new Date(`${dayAfter(from, -1)}T00:00:00Z`)),
    lt(table.startsAt, new Date(`${dayAfter(until, 1)}T00:00:00Z`)),
    sql`${lastLocalDay(table, zone)} >= ${from}::date and ${localDay(table, zone)} < ${until}::date`,
  );
}

/** The date on which a session begins, where it takes place. */
export function localDay(table: Sessions, zone: Zone = events.timeZone): SQL<string> {
  return sql<string>`(${table.startsAt} at time zone ${zone})::date`;
}

/**
 * The last date on which a session takes place. One that ends at midnight ends on the evening before, and one of
 * up to 12 hours belongs to the day on which it begins: nobody looks for a party on the morning after.
 */
export function lastLocalDay(table: Sessions, zone: Zone = events.timeZone): SQL<string> {
  const last = sql`(${table.endsAt} at time zone ${zone} - interval '1 microsecond')::date`;
  return sql<string>`(case when ${table.endsAt} - ${table.startsAt} <= interval '12 hours'
    then ${localDay(table, zone)} else ${last} end)`;
}

/** Returns the condition that the event itself matches the filter. */
export function isAskedEvent({ text, free }: Pick<EventFilter, "text" | "free">): SQL | undefined {
  return and(
    eq(events.visibility, "public"),
    inArray(events.state, free ? ["published"] : ["published", "cancelled"]),
    or(holdsWords(sql`${events.title}`, text), holdsWords(sql`${events.place}`, text)),
  );
}

/**
 * Whether a session stands for its event: the first that can be booked; where none can, and not only those are asked for,
 * the first that takes place and has not begun, else the first that takes place, else the first. Of an event that is over it
 * is the last. `rule` has the columns of its event.
 */
export function standsForEvent(ctx: Ctx, filter: EventFilter, rule: RuleColumns): SQL {
  const sameEvent = and(
    eq(other.organizationId, sessions.organizationId),
    eq(other.eventId, sessions.eventId),
  );
  const isAskedOther = isAsked(ctx, filter, other, rule.timeZone);
  if (filter.past) {
    // An event with a session still to come is not over.
    const isLater = sql`${placeOf(other)} > ${placeOf(sessions)}`;
    return noOther(and(sameEvent, or(gte(other.endsAt, ctx.now), and(isAskedOther, isLater))));
  }
  const bookable = and(sameEvent, isAskedOther, isBookable(ctx, other, rule));
  const isEarlier = sql`${placeOf(other)} < ${placeOf(sessions)}`;
  // The latest of those before it, since that one is mostly the nearest in the index: dates without seats are read once in all.
  const isFirst = sql`(select ${other.id} from ${sessions} ${sql.identifier("other")}
    where ${and(bookable, isEarlier)} order by ${other.startsAt} desc limit 1) is null`;
  if (filter.free) return sql`(case when ${isBookable(ctx, sessions, rule)} then ${isFirst} else false end)`;
  const rank = (table: Sessions) => sql`(${table.cancelledAt} is not null,
    ${table.startsAt} <= ${ctx.now.toISOString()}::timestamptz, ${table.startsAt}, ${table.id})`;
  const isBetter = sql`${rank(other)} < ${rank(sessions)}`;
  // The order of the conditions counts: whether any other can be booked is looked up for one session of each event.
  return sql`(case when ${isBookable(ctx, sessions, rule)} then ${isFirst}
    when not ${noOther(and(sameEvent, isAskedOther, isBetter))} then false
    else ${noOther(bookable)} end)`;
}

const placeOf = (table: Sessions) => sql`(${table.startsAt}, ${table.id})`;

function noOther(which: SQL | undefined): SQL {
  return sql`not exists (select 1 from ${sessions} ${sql.identifier("other")} where ${which})`;
}
