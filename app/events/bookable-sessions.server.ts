import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Ctx } from "#app/platform/ctx.ts";
import { UNIT_MINUTES } from "#app/schedules/deadlines.ts";
import { events, resources, sessionResources } from "#db/schema/index.ts";

/** The columns by which a session is looked at; `sessions` or an alias of it. */
interface SessionTable {
  organizationId: AnyPgColumn;
  id: AnyPgColumn;
  startsAt: AnyPgColumn;
}

/** The columns of a session's event that say when its booking ends; `events` or what was selected of it. */
export interface RuleColumns {
  timeZone: AnyPgColumn;
  closesMinutesBefore: AnyPgColumn;
  closesUnit: AnyPgColumn;
}

/**
 * Returns the condition that a session can be booked: its booking has not ended, and each of its resources is open and has
 * seats. The query joins the session's event, or has its columns in `rule`. The engine decides who gets a seat; this only chooses what is shown.
 */
export function isBookable(ctx: Ctx, table: SessionTable, rule: RuleColumns = events): SQL {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  // The start comes first, since an index has it: booking never ends after it.
  return sql`(${table.startsAt} > ${now} and ${deadline(table, rule)} > ${now}
    and ${ofResources(table, sql`bool_and(${isOpen} and ${resources.booked} + ${resources.held} + ${resources.setAside} < ${resources.capacity})`)})`;
}

/** Returns the condition that all seats of an open session are booked; seats that are held may come back. */
export function isFull(table: SessionTable): SQL {
  return ofResources(
    table,
    sql`bool_and(${isOpen}) and bool_or(${resources.booked} + ${resources.setAside} >= ${resources.capacity})`,
  );
}

const isOpen = sql`${resources.state} = 'OPEN'`;

/**
 * Something that is true of the resources of a session; of none it is not. As an aggregate it is looked up for each session that
 * a query reads: what EXISTS says, a planner may look up for all sessions of the table at once.
 */
function ofResources({ organizationId, id }: SessionTable, what: SQL): SQL {
  return sql`coalesce((select ${what} from ${sessionResources} join ${resources}
    on ${resources.organizationId} = ${sessionResources.organizationId}
    and ${resources.id} = ${sessionResources.resourceId}
    where ${sessionResources.organizationId} = ${organizationId} and ${sessionResources.sessionId} = ${id}), false)`;
}

/** When booking a session ends, as `bookingDeadline` has it. */
function deadline({ startsAt }: SessionTable, rule: RuleColumns): SQL {
  const { timeZone, closesMinutesBefore: minutes, closesUnit } = rule;
  const isByDays = sql`${closesUnit} = 'days'`;
  const days = sql`(case when ${isByDays} then ${minutes} / ${sql.raw(String(UNIT_MINUTES.days))} else 0 end)::int`;
  return sql`(((${startsAt} at time zone ${timeZone} - make_interval(days => ${days})) at time zone ${timeZone})
    - make_interval(mins => (case when ${isByDays} then 0 else ${minutes} end)::int))`;
}
