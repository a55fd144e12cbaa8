import { and, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isBookable, type RuleColumns } from "#app/events/bookable-sessions.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { holdsWords } from "#app/platform/text/holds-words.ts";
import { events, sessions } from "#db/schema/index.ts";
import { dayAfter } from "./listing-query.ts";

/** The filter of a list of events, for upcoming or past ones. */
export interface EventFilter {
  past: boolean;
  text: string;
  free: boolean;
  /** Local dates in the event's zone; `until` is exclusive. */
  days?: { from: string; until: string };
}

/** Another session of the same event. */
const other = alias(sessions, "other");

type Sessions = typeof sessions | typeof other;
/** The column with the zone of a session's event. */
type Zone = RuleColumns["timeZone"];

/** Returns the condition that a session matches the filter. */
export function sessionMatches(
  ctx: Ctx,
  filter: EventFilter,
  table: Sessions = sessions,
  zone: Zone = events.timeZone,
): SQL | undefined {
  const { days } = filter;
  return and(
    filter.past ? lt(table.endsAt, ctx.now) : gte(table.endsAt, ctx.now),
    // Redundant, but lets the index on the start be used.
    filter.past ? lt(table.startsAt, ctx.now) : undefined,
    days && isOnDays(table, days, zone),
  );
}

/**
 * Returns the condition that a session takes place on any of these days in the event's zone, even if it began earlier. The
 * first two conditions are redundant, but can use the index.
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

/** Returns SQL for the local date on which a session begins, in the event's zone. */
export function localDay(table: Sessions, zone: Zone = events.timeZone): SQL<string> {
  return sql<string>`(${table.startsAt} at time zone ${zone})::date`;
}

/**
 * Returns SQL for the last local date of a session. A session that ends at midnight belongs to the day before, and one of
 * up to 12 hours to the day on which it begins: nobody looks for a party on the morning after.
 */
export function lastLocalDay(table: Sessions, zone: Zone = events.timeZone): SQL<string> {
  const last = sql`(${table.endsAt} at time zone ${zone} - interval '1 microsecond')::date`;
  return sql<string>`(case when ${table.endsAt} - ${table.startsAt} <= interval '12 hours'
    then ${localDay(table, zone)} else ${last} end)`;
}

/** Returns the condition that the event itself matches the filter. */
export function eventMatches({ text, free }: Pick<EventFilter, "text" | "free">): SQL | undefined {
  return and(
    eq(events.visibility, "public"),
    inArray(events.state, free ? ["published"] : ["published", "cancelled"]),
    or(holdsWords(sql`${events.title}`, text), holdsWords(sql`${events.place}`, text)),
  );
}

/**
 * Returns the condition that a session represents its event in the list: the first bookable one; without any (unless the filter
 * requires bookable ones), the first that is not cancelled and has not begun, else the first not cancelled, else the first.
 * For a past event it is the last session. `rule` has the columns of its event.
 */
export function representsEvent(ctx: Ctx, filter: EventFilter, rule: RuleColumns): SQL {
  const sameEvent = and(
    eq(other.organizationId, sessions.organizationId),
    eq(other.eventId, sessions.eventId),
  );
  const otherMatches = sessionMatches(ctx, filter, other, rule.timeZone);
  if (filter.past) {
    // An event with an upcoming session is not over.
    const isLater = sql`${placeOf(other)} > ${placeOf(sessions)}`;
    return noOther(and(sameEvent, or(gte(other.endsAt, ctx.now), and(otherMatches, isLater))));
  }
  const bookable = and(sameEvent, otherMatches, isBookable(ctx, other, rule));
  const isEarlier = sql`${placeOf(other)} < ${placeOf(sessions)}`;
  // Descending, since the nearest earlier one is usually next in the index: dates without seats are read only once.
  const isFirst = sql`(select ${other.id} from ${sessions} ${sql.identifier("other")}
    where ${and(bookable, isEarlier)} order by ${other.startsAt} desc limit 1) is null`;
  if (filter.free) return sql`(case when ${isBookable(ctx, sessions, rule)} then ${isFirst} else false end)`;
  const rank = (table: Sessions) => sql`(${table.cancelledAt} is not null,
    ${table.startsAt} <= ${ctx.now.toISOString()}::timestamptz, ${table.startsAt}, ${table.id})`;
  const isBetter = sql`${rank(other)} < ${rank(sessions)}`;
  // The order matters: whether another session is bookable is then checked for only one session per event.
  return sql`(case when ${isBookable(ctx, sessions, rule)} then ${isFirst}
    when not ${noOther(and(sameEvent, otherMatches, isBetter))} then false
    else ${noOther(bookable)} end)`;
}

const placeOf = (table: Sessions) => sql`(${table.startsAt}, ${table.id})`;

function noOther(which: SQL | undefined): SQL {
  return sql`not exists (select 1 from ${sessions} ${sql.identifier("other")} where ${which})`;
}
