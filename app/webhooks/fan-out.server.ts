import { sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";

const BATCH = 500;

/**
 * Gives every active endpoint its own copy of what the outbox holds, as far as it has chosen the type, and marks the
 * rows, in one statement: a row is copied exactly when it is marked. What is told of a booking is copied in order, since
 * a row waits for the mark of the one before it. What happens in an organisation without an active endpoint is left as it
 * is. Several instances share the work. Answers how many rows it marked.
 */
export async function fanOut(db: Db | Tx): Promise<number> {
  const marked = await db.execute(sql`
    with due as (
      select organization_id, id, booking_id, position, created_at,
        'booking.' || case kind when 'extended' then 'changed' else kind end as type
      from outbox o
      where not fanned_out and due_at <= now()
        and organization_id in (select organization_id from webhook_endpoints where state = 'active')
        and not exists (
        select 1 from outbox earlier
        where earlier.organization_id = o.organization_id and earlier.booking_id = o.booking_id
          and earlier.position < o.position and not earlier.fanned_out)
      order by due_at limit ${BATCH} for update skip locked
    ), copied as (
      insert into webhook_deliveries
        (organization_id, endpoint_id, event_id, type, subject_id, position, happened_at, due_at)
      select d.organization_id, e.id, d.id, d.type, d.booking_id, d.position, d.created_at, now()
      from due d join webhook_endpoints e
        on e.organization_id = d.organization_id and e.state = 'active' and d.type = any (e.types)
      on conflict do nothing
    )
    update outbox o set fanned_out = true
    from due where o.organization_id = due.organization_id and o.id = due.id
    returning 1`);
  return marked.length;
}

/**
 * Tells the endpoints that chose it of events that were cancelled as a whole within the last week, each once, under the
 * event's id.
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
