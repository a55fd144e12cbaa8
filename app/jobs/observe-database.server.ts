import { sql } from "drizzle-orm";
import { now } from "#app/platform/clock.ts";
import type { Db, PoolObserver } from "#db/client.ts";

/** What the database's numbers are shown in: the host's metrics, as far as they are needed here. */
export interface DatabaseMetrics {
  gauge(name: string, help: string, read: () => number): void;
}

const SECONDS = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export interface PoolMetrics {
  histogram(name: string, help: string, buckets: number[]): { observe(value: number): void };
}

/** Makes the metrics of how connections are used, and the observer that feeds them. */
export function observePool(metrics: PoolMetrics): PoolObserver {
  const waited = metrics.histogram("reservo_db_acquire_seconds", "Time until a connection was had", SECONDS);
  const held = metrics.histogram("reservo_db_hold_seconds", "Time that a connection was held", SECONDS);
  return { acquired: (seconds) => waited.observe(seconds), held: (seconds) => held.observe(seconds) };
}

/** Makes the metrics that the database has to be asked for, and the function that asks; until then they are 0. */
export function observeDatabase(metrics: DatabaseMetrics, db: Db): () => Promise<void> {
  const seen = { overdue: 0, offset: 0 };
  metrics.gauge("reservo_holds_overdue", "Holds past their deadline that still count", () => seen.overdue);
  metrics.gauge("reservo_clock_offset_seconds", "This clock less the database's", () => seen.offset);
  return async () => {
    const before = now().getTime();
    const [row] = await db.execute<{ now: string; overdue: string }>(sql`
      select extract(epoch from clock_timestamp()) * 1000 as now,
        (select count(*) from bookings where fate = 'pending' and expires_at < now()) as overdue`);
    // The database was asked somewhere between the two looks at the clock: in their middle, as far as is known.
    const middle = (before + now().getTime()) / 2;
    seen.overdue = Number(row?.overdue ?? 0);
    seen.offset = (middle - Number(row?.now ?? middle)) / 1_000;
  };
}
