import { sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { type OutboxRow, outbox } from "#db/schema/index.ts";

/**
 * Removes up to `limit` due rows from the outbox and returns them. Takes only the earliest row of each booking, so that
 * concurrent workers keep the order within a booking, and skips rows that another worker has locked. The rows are gone
 * once `tx` commits, so their effects must be written in the same transaction.
 */
export async function takeFromOutbox(tx: Tx, limit: number): Promise<OutboxRow[]> {
  const rows = await tx.execute<OutboxRow & Record<string, unknown>>(sql`
    with due as (
      select organization_id, id from outbox o
      where due_at <= now() and not exists (
        select 1 from outbox earlier
        where earlier.organization_id = o.organization_id and earlier.booking_id = o.booking_id
          and earlier.position < o.position)
      order by due_at limit ${limit} for update skip locked
    )
    delete from outbox o using due
    where o.organization_id = due.organization_id and o.id = due.id
    returning o.organization_id, o.id, o.booking_id, o.position::int as position, o.kind, o.notify,
      o.created_at::text as created_at`);
  return [...rows];
}

/** Empties the outbox without sending anything: the guests of demo bookings do not exist. */
export async function discardOutbox(db: Db): Promise<void> {
  await db.delete(outbox);
}
