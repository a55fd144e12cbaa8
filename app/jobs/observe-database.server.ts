import { sql } from "drizzle-orm";
import { now } from "#app/platform/clock.ts";
import type { Db, PoolObserver } from "#db/client.ts";

/** The part of the host's metrics that the database's metrics use. */
export interface DatabaseMetrics {
  gauge(name: string, help: string, read: () => number): void;
}

const SECONDS = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The part of the host's metrics that the pool's metrics use. */
export interface PoolMetrics {
  histogram(name: string, help: string, buckets: number[]): { observe(value: number): void };
}

/** Registers the metrics of the connection pool. Returns the observer that updates them. */
export function observePool(metrics: PoolMetrics): PoolObserver {
  const waited = metrics.histogram("reservo_db_acquire_seconds", "Time to acquire a connection", SECONDS);
  const held = metrics.histogram("reservo_db_hold_seconds", "Time a connection was held", SECONDS);
  return { acquired: (seconds) => waited.observe(seconds), held: (seconds) => held.observe(seconds) };
}

/** Registers the metrics that need a query. Returns the function that updates them; they are 0 before its first call. */
export function observeDatabase(metrics: DatabaseMetrics, db: Db): () => Promise<void> {
  const seen = { overdue: 0, offset: 0 };
  metrics.gauge(
    "reservo_holds_overdue",
    "Holds past their deadline that have not been ended",
    () => seen.overdue,
  );
  metrics.gauge("reservo_clock_offset_seconds", "Local clock minus the database's clock", () => seen.offset);
  return async () => {
    const before = now().getTime();
    const [row] = await db.execute<{ now: string; overdue: string }>(sql`
      select extract(epoch from clock_timestamp()) * 1000 as now,
        (select count(*) from bookings where fate = 'pending' and expires_at < now()) as overdue`);
    // The database read its clock at some time during the round trip; assume the middle.
    const middle = (before + now().getTime()) / 2;
    seen.overdue = Number(row?.overdue ?? 0);
    seen.offset = (middle - Number(row?.now ?? middle)) / 1_000;
  };
}
