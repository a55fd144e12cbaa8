import { sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import type { OutboxRow } from "#db/schema/index.ts";

/**
 * Creates a delivery of each change of a guest's or a walk-in's booking for every active endpoint subscribed to its type. Must run in the transaction that
 * removed the changes from the outbox. Existing deliveries are left unchanged.
 */
export async function copyToEndpoints(tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
  await tx.execute(sql`
    insert into webhook_deliveries
      (organization_id, endpoint_id, event_id, type, subject_id, position, happened_at, due_at)
    select d.organization_id, e.id, d.id, d.type, d.booking_id, d.position, d.created_at, now()
    from (
      select organization_id, id, booking_id, position, created_at,
        'booking.' || case kind when 'extended' then 'changed' else kind end as type
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as taken(
        organization_id uuid, id uuid, booking_id uuid, position int, kind text, created_at timestamptz)
    ) d join bookings b on b.organization_id = d.organization_id and b.id = d.booking_id
        and b.kind in ('guest', 'walk_in')
      join webhook_endpoints e
      on e.organization_id = d.organization_id and e.state = 'active' and d.type = any (e.types)
    on conflict do nothing`);
}

/**
 * Creates deliveries of `event.cancelled` for events cancelled within the last week, once per subscribed endpoint, under
 * the event's id.
 */
export async function fanOutCancelledEvents(db: Db): Promise<void> {
  await db.execute(sql`
    insert into webhook_deliveries
      (organization_id, endpoint_id, event_id, type, subject_id, happened_at, due_at)
    select e.organization_id, e.id, v.id, 'event.cancelled', v.id, v.updated_at, now()
    from webhook_endpoints e join events v
      on v.organization_id = e.organization_id and v.state = 'cancelled'
        and v.updated_at > greatest(e.created_at, now() - interval '7 days')
    where e.state = 'active' and 'event.cancelled' = any (e.types) and not exists (
      select 1 from webhook_deliveries d
      where d.organization_id = e.organization_id and d.endpoint_id = e.id and d.event_id = v.id)
    on conflict do nothing`);
}
