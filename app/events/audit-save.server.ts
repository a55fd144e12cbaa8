import { sql } from "drizzle-orm";
import type { Change } from "#app/audit-log/record.server.ts";
import { changedFields } from "#app/platform/changed-fields.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { events } from "#db/schema/index.ts";
import type { Event } from "./event.ts";

/** The changes of a save besides the event's own columns. */
interface SavedParts {
  /** Numbers of dates. */
  added: number;
  changed: number;
  /** Whether any question changed. */
  questions: boolean;
}

/** A date as it is saved. */
interface SavedDate {
  id: string;
  label: string;
  capacity: number;
  startsAt: Date;
  endsAt: Date;
}

/** Collects what a save of an event changes, for its row in the audit log. */
export interface SaveAudit {
  /** Replaces the parts of an earlier attempt of the transaction. */
  note(parts: SavedParts): void;
  /** Returns the row; undefined if the save changes nothing. */
  row(): Change | undefined;
}

/**
 * Compares the columns with the event's row. A save that commits is based on that row, since it has the version that the save
 * is based on.
 */
export async function auditOfSave(
  ctx: Ctx,
  { id, version }: Pick<Event, "id" | "version">,
  columns: object,
): Promise<SaveAudit> {
  const [before] = await ctx.db
    .select()
    .from(events)
    .where(owned(events, ctx, id));
  const ofEvent = changedFields(before ?? {}, columns);
  let parts: SavedParts = { added: 0, changed: 0, questions: false };
  return {
    note(saved) {
      parts = saved;
    },
    row() {
      const { added, changed, questions } = parts;
      const fields = questions ? [...ofEvent, "questions"] : ofEvent;
      if (fields.length + added + changed === 0) return undefined;
      const after = { version: version + 1, fields, datesAdded: added, datesChanged: changed };
      return { action: "event.saved", object: { kind: "event", id }, before: { version }, after };
    },
  };
}

/** Returns how many of the dates get another name, time or capacity. Call it before anything is written. */
export async function countChangedDates(tx: TxCtx, dates: readonly SavedDate[]): Promise<number> {
  if (dates.length === 0) return 0;
  const rows = dates.map(({ id, label, capacity, startsAt, endsAt }) => ({
    id,
    label,
    capacity,
    starts_at: startsAt,
    ends_at: endsAt,
  }));
  const [row] = await tx.tx.execute<{ number: number }>(sql`
    select count(*)::int as number
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as saved(
      id uuid, label text, capacity bigint, starts_at timestamptz, ends_at timestamptz)
    join sessions s on s.organization_id = ${tx.organizationId} and s.id = saved.id
    where (s.label, s.starts_at, s.ends_at) is distinct from (saved.label, saved.starts_at, saved.ends_at)
      or exists (select from session_resources sr join resources r
        on r.organization_id = sr.organization_id and r.id = sr.resource_id
        where sr.organization_id = s.organization_id and sr.session_id = s.id and r.capacity - r.over <> saved.capacity)`);
  return Number(row?.number ?? 0);
}
