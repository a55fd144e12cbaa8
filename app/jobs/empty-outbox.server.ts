import { sql } from "drizzle-orm";
import { copyHistory } from "#app/audit-log/copy-history.server.ts";
import { takeFromOutbox } from "#app/booking/outbox.server.ts";
import { enqueueFromOutbox } from "#app/mail/enqueue.server.ts";
import { copyToEndpoints } from "#app/webhooks/fan-out.server.ts";
import type { Db, Tx } from "#db/client.ts";

/** Maximum rows per round. The next round follows at once after a full one. */
export const OUTBOX_BATCH = 500;

/**
 * Drains up to `OUTBOX_BATCH` rows of the outbox: copies each change to the active webhook endpoints, to the mail queue and,
 * if a member or an API key made it, to the audit log. The log comes last, since it locks the chains of organisations.
 * Makes no outside calls, so that nothing outside can block it. Returns the number of rows.
 *
 * Commits asynchronously, so that it does not delay the commits of bookings. After a crash of the database server the
 * transaction is either complete or undone, and the jobs that send the copies commit synchronously after it.
 */
export function emptyOutbox(db: Db | Tx): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local synchronous_commit = off`);
    const rows = await takeFromOutbox(tx, OUTBOX_BATCH);
    if (rows.length === 0) return 0;
    await copyToEndpoints(tx, rows);
    await enqueueFromOutbox(tx, rows);
    await copyHistory(tx, rows);
    return rows.length;
  });
}
