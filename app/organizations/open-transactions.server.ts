import { sql } from "drizzle-orm";
import { elapsed, pause } from "#app/platform/clock.ts";
import type { Db } from "#db/client.ts";

/** Maximum wait: longer than the engine's transactions last, but bounded, since a console may leave a transaction open. */
const MAX_WAIT_MS = 5_000;
const POLL_INTERVAL_MS = 10;

/**
 * Resolves when every transaction that writes or locks and is open now has ended, or after 5 s. A caller that has committed
 * a change of data that others decide on then knows that no decision on the old value is still in flight: transactions
 * that lock later see the new value.
 */
export async function waitForOpenTransactions(db: Db): Promise<void> {
  const [seen] = await db.execute<{ end: string }>(
    sql`select pg_snapshot_xmax(pg_current_snapshot())::text as end`,
  );
  const until = elapsed() + MAX_WAIT_MS;
  while (elapsed() < until) {
    const [row] = await db.execute<{ ended: boolean }>(
      sql`select pg_snapshot_xmin(pg_current_snapshot()) >= ${seen?.end}::xid8 as ended`,
    );
    if (row?.ended) return;
    await pause(POLL_INTERVAL_MS);
  }
}
