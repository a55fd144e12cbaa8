import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { auditLog } from "#db/schema/index.ts";
import { actionsOf } from "./audit-actions.ts";
import type { AuditQuery } from "./audit-query.ts";

/** A row of the audit log, without its hashes. */
export interface AuditRow {
  sequence: number;
  at: Date;
  actorKind: "guest" | "member" | "key" | "system";
  actorId: string | null;
  channel: "page" | "api" | "job" | "command-line";
  action: string;
  objectKind: string;
  objectId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface AuditPage {
  rows: AuditRow[];
  /** The cursor of the next page; undefined on the last page. */
  next: number | undefined;
}

const AUDIT_PAGE_SIZE = 50;

const columns = {
  sequence: auditLog.sequence,
  at: auditLog.at,
  actorKind: auditLog.actorKind,
  actorId: auditLog.actorId,
  channel: auditLog.channel,
  action: auditLog.action,
  objectKind: auditLog.objectKind,
  objectId: auditLog.objectId,
  before: auditLog.before,
  after: auditLog.after,
};

/** Returns a page of the organisation's audit log, newest first. Days begin at midnight in `timeZone`. */
export async function listAudit(ctx: Ctx, query: AuditQuery, timeZone: string): Promise<AuditPage> {
  const { actor, object, group, from, to, after } = query;
  const midnight = (day: string, days: number) =>
    sql`((${day}::date + ${days}::int)::timestamp at time zone ${timeZone})`;
  const [first, end] = await Promise.all([
    from === "" ? undefined : firstSequenceFrom(ctx, midnight(from, 0)),
    to === "" ? undefined : firstSequenceFrom(ctx, midnight(to, 1)),
  ]);
  const matching = and(
    eq(auditLog.organizationId, ctx.organizationId),
    actor === undefined ? undefined : eq(auditLog.actorId, actor),
    object === undefined ? undefined : eq(auditLog.objectId, object),
    first === undefined ? undefined : gte(auditLog.sequence, first),
    end === undefined ? undefined : lt(auditLog.sequence, end),
    after === undefined ? undefined : lt(auditLog.sequence, after),
  );
  const rows = await ctx.db
    .select(columns)
    .from(auditLog)
    .where(group === undefined ? matching : and(matching, isNewestOf(actionsOf(group), matching)))
    .orderBy(sql`${auditLog.sequence} desc`)
    .limit(AUDIT_PAGE_SIZE + 1);
  const shown = rows.slice(0, AUDIT_PAGE_SIZE);
  return { rows: shown, next: rows.length > AUDIT_PAGE_SIZE ? shown.at(-1)?.sequence : undefined };
}

/**
 * Returns the condition for the newest rows of the actions. The index has each action's rows in order, so that a page reads at
 * most one page of each action, however long the log is.
 */
function isNewestOf(actions: string[], matching: SQL | undefined): SQL {
  const newest = actions.map(
    (
      action,
    ) => sql`(select ${auditLog.sequence} from ${auditLog} where ${matching} and ${auditLog.action} = ${action}
      order by ${auditLog.sequence} desc limit ${AUDIT_PAGE_SIZE + 1})`,
  );
  return inArray(auditLog.sequence, sql`(${sql.join(newest, sql` union all `)})`);
}

/**
 * Returns the number of the first row at or after the instant. Rows are numbered without a gap in the order of their times, so
 * a binary search finds it with one look-up per step and needs no index of times.
 */
async function firstSequenceFrom({ db, organizationId }: Ctx, instant: SQL): Promise<number> {
  const [found] = await db.execute<{ first: string }>(sql`
    with recursive search (low, high) as (
      select 1::bigint, coalesce((select max(sequence) from audit_log where organization_id = ${organizationId}), 0) + 1
      union all
      select case when middle.at < ${instant} then (low + high) / 2 + 1 else low end,
        case when middle.at < ${instant} then high else (low + high) / 2 end
      from search cross join lateral (
        select at from audit_log where organization_id = ${organizationId} and sequence = (low + high) / 2
      ) middle
      where low < high
    )
    select low as first from search where low = high`);
  return Number(found?.first ?? 1);
}
