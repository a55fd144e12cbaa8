import { elapsed, pause } from "#app/platform/clock.ts";
import type { Database } from "#db/client.ts";

const UNREADY_AFTER_MS = 10_000;

/** Returns the check behind /ready: ready as long as the database has responded to this instance within the last 10 s. */
export function watchReadiness(database: Database) {
  let answeredAt = elapsed();
  return async () => {
    try {
      await database.ping();
      answeredAt = elapsed();
    } catch {
      if (elapsed() - answeredAt > UNREADY_AFTER_MS) return { ready: false as const, error: "database" };
    }
    return { ready: true as const };
  };
}

const PING_TIMEOUT_MS = 1_000;

/** Returns whether the database fails to respond within a second. */
export function isDatabaseUnavailable(database: Database): Promise<boolean> {
  const ping = database.ping().then(
    () => false,
    () => true,
  );
  return Promise.race([ping, pause(PING_TIMEOUT_MS).then(() => true)]);
}
