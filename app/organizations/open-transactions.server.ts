import { sql } from "drizzle-orm";
import { elapsed, pause } from "#app/platform/clock.ts";
import type { Db } from "#db/client.ts";

/** Longer than the engine lets a transaction last; a foreign one, left open at a console, must not keep us waiting. */
const LONGEST_MS = 5_000;
const BETWEEN_LOOKS_MS = 10;

/**
 * Resolves when every transaction that writes or locks and is open now has ended, or after 5 s. Whoever changes what
 * others decide on, and commits before calling this, knows then that nobody decides on the old value any more: a
 * transaction that begins to lock later sees the new one.
 */
export async function waitForOpenTransactions(db: Db): Promise<void> {
  const [seen] = await db.execute<{ end: string }>(
    sql`select pg_snapshot_xmax(pg_current_snapshot())::text as end`,
  );
  const until = elapsed() + LONGEST_MS;
  while (elapsed() < until) {
    const [row] = await db.execute<{ ended: boolean }>(
      sql`select pg_snapshot_xmin(pg_current_snapshot()) >= ${seen?.end}::xid8 as ended`,
    );
    if (row?.ended) return;
    await pause(BETWEEN_LOOKS_MS);
  }
}
