import { sql } from "drizzle-orm";
import { takeFromOutbox } from "#app/booking/outbox.server.ts";
import { enqueueFromOutbox } from "#app/mail/enqueue.server.ts";
import { copyToEndpoints } from "#app/webhooks/fan-out.server.ts";
import type { Db, Tx } from "#db/client.ts";

/** The most rows of one round; a round that took as many is followed by another at once. */
export const OUTBOX_BATCH = 500;

/**
 * Drains the outbox: each active webhook endpoint gets its own copy of a change, and the change becomes a mail. Makes no
 * outside calls, so that nothing outside can block it. Returns how many rows it took.
 *
 * It does not wait until its commit is on the disk, where it would keep bookings from theirs: after a crash of the server
 * the rows are all there or all moved, and whatever takes a mail or a copy from here commits after it, and waits.
 */
export function emptyOutbox(db: Db | Tx): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local synchronous_commit = off`);
    const rows = await takeFromOutbox(tx, OUTBOX_BATCH);
    if (rows.length === 0) return 0;
    await copyToEndpoints(tx, rows);
    await enqueueFromOutbox(tx, rows);
    return rows.length;
  });
}
