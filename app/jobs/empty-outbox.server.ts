import { sql } from "drizzle-orm";
import { queueFromOutbox } from "#app/mail/mail-queue.server.ts";
import { fanOut } from "#app/webhooks/fan-out.server.ts";
import type { Db } from "#db/client.ts";

/**
 * Takes on what the outbox holds, which nothing outside can hold up: each endpoint of webhooks gets a copy of its own, and
 * each change becomes a mail. Of one booking it takes one row at a time. Answers how many rows it took.
 *
 * It does not wait until its commit is on the disk, where it would keep bookings from theirs: after a crash of the server
 * the rows are all there or all moved, and whoever takes a mail or a copy from here commits after it, and waits.
 */
export function emptyOutbox(db: Db): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local synchronous_commit = off`);
    return (await fanOut(tx)) + (await queueFromOutbox(tx));
  });
}
