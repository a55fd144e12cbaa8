import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";

/** Deletes expired idempotency keys, unless their booking is still active. */
export async function deleteLapsedKeys(db: Db): Promise<void> {
  await db.execute(sql`
    delete from idempotency_keys k where expires_at < now() and not exists (
      select 1 from bookings b where b.organization_id = k.organization_id and b.id = k.booking_id
        and b.fate in ('pending', 'confirmed'))`);
}

/** Deletes rejected reservations after 30 days. */
export async function deleteOldRejections(db: Db): Promise<void> {
  await db.execute(sql`
    delete from reservations where status = 'REJECTED' and created_at < now() - interval '30 days'`);
}
