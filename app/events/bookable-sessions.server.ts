import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Ctx } from "#app/platform/ctx.ts";
import { UNIT_MINUTES } from "#app/schedules/deadlines.ts";
import { events, resources, sessionResources } from "#db/schema/index.ts";

/** The columns that the conditions read of a session: `sessions` or an alias of it. */
interface SessionTable {
  organizationId: AnyPgColumn;
  id: AnyPgColumn;
  startsAt: AnyPgColumn;
}

/** The columns of a session's event that determine when its booking ends: `events`, or a selection of it. */
export interface RuleColumns {
  timeZone: AnyPgColumn;
  closesMinutesBefore: AnyPgColumn;
  closesUnit: AnyPgColumn;
}

/**
 * Returns the condition that a session can be booked: its booking has not ended, and each of its resources is open and has
 * free seats. The query joins the session's event, or passes its columns as `rule`. For display only: the engine decides who
 * gets a seat.
 */
export function isBookable(ctx: Ctx, table: SessionTable, rule: RuleColumns = events): SQL {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  // Booking never ends after the start, which is indexed: that condition narrows the rows first.
  return sql`(${table.startsAt} > ${now} and ${deadline(table, rule)} > ${now}
    and ${ofResources(table, sql`bool_and(${isOpen} and ${resources.booked} + ${resources.held} + ${resources.setAside} < ${resources.capacity})`)})`;
}

/** Returns the condition that all seats of an open session are booked. Held seats do not count, as they may become free. */
export function isFull(table: SessionTable): SQL {
  return ofResources(
    table,
    sql`bool_and(${isOpen}) and bool_or(${resources.booked} + ${resources.setAside} >= ${resources.capacity})`,
  );
}

const isOpen = sql`${resources.state} = 'OPEN'`;

/**
 * Returns an aggregate condition over the resources of a session; false without resources. The planner evaluates an aggregate per
 * session that the query reads, whereas it may evaluate an EXISTS for all sessions of the table at once.
 */
function ofResources({ organizationId, id }: SessionTable, what: SQL): SQL {
  return sql`coalesce((select ${what} from ${sessionResources} join ${resources}
    on ${resources.organizationId} = ${sessionResources.organizationId}
    and ${resources.id} = ${sessionResources.resourceId}
    where ${sessionResources.organizationId} = ${organizationId} and ${sessionResources.sessionId} = ${id}), false)`;
}

/** Returns the end of booking of a session, as `bookingDeadline` computes it. */
function deadline({ startsAt }: SessionTable, rule: RuleColumns): SQL {
  const { timeZone, closesMinutesBefore: minutes, closesUnit } = rule;
  const isByDays = sql`${closesUnit} = 'days'`;
  const days = sql`(case when ${isByDays} then ${minutes} / ${sql.raw(String(UNIT_MINUTES.days))} else 0 end)::int`;
  return sql`(((${startsAt} at time zone ${timeZone} - make_interval(days => ${days})) at time zone ${timeZone})
    - make_interval(mins => (case when ${isByDays} then 0 else ${minutes} end)::int))`;
}
