import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";

const RETENTION_DAYS = 30;
const GIVE_UP_AFTER_HOURS = 25;

/**
 * Deletes attempts and deliveries after 30 days, and gives up overdue deliveries to disabled endpoints. Keeps deliveries of
 * `event.cancelled`, because `fanOutCancelledEvents` relies on them to deliver each event once.
 */
export async function deleteOldDeliveries(db: Db): Promise<void> {
  await db.execute(sql`
    update webhook_deliveries set state = 'failed'
    where state = 'pending' and kind = 'delivery'
      and created_at < now() - make_interval(hours => ${GIVE_UP_AFTER_HOURS})
      and due_at < now() - interval '1 hour'`);
  await db.execute(
    sql`delete from webhook_attempts where at < now() - make_interval(days => ${RETENTION_DAYS})`,
  );
  await db.execute(sql`
    delete from webhook_deliveries d
    where created_at < now() - make_interval(days => ${RETENTION_DAYS}) and state <> 'pending'
      and type <> 'event.cancelled' and not exists (
        select 1 from webhook_attempts a
        where a.organization_id = d.organization_id and a.endpoint_id = d.endpoint_id and a.event_id = d.event_id)`);
}

/** Returns the lag in seconds of the oldest due row that is not in progress, in the outbox or among deliveries. */
export async function outboxLag(db: Db): Promise<number> {
  const [row] = await db.execute<{ lag: string }>(sql`
    select extract(epoch from greatest(
      (select max(now() - due_at) from outbox where due_at <= now()),
      (select max(now() - d.due_at)
        from webhook_endpoints e join webhook_deliveries d
          on d.organization_id = e.organization_id and d.endpoint_id = e.id
        where e.state = 'active' and e.failing_since is null and d.state = 'pending' and d.due_at <= now()),
      interval '0')) as lag`);
  return Number(row?.lag ?? 0);
}
