import {
  availabilityResults,
  availabilityStats,
  takeOldestAvailability,
} from "#app/availability/cache.server.ts";
import { type Hints, startHints } from "#app/availability/hints.server.ts";
import type { Env } from "#app/platform/env.ts";
import type { Log } from "#app/platform/log.ts";
import type { Db, ServerNotice } from "#db/client.ts";

export interface InstanceHintNeeds {
  env: Env;
  /** Where the embedded server is, when it is the one that runs. */
  embeddedUrl: string | undefined;
  db: Db;
  log: Log;
  onNotice: (notice: ServerNotice) => void;
  metrics: {
    gauge(name: string, help: string, read: () => number): void;
    tally(name: string, help: string, label: string, read: () => Record<string, number>): void;
  };
}

/**
 * Lets this instance tell the others what it has committed, and hear them, where there is a way to the server that LISTEN
 * can take; and shows in the metrics how the availability cache does.
 */
export function startInstanceHints({
  env,
  embeddedUrl,
  db,
  log,
  metrics,
  onNotice,
}: InstanceHintNeeds): Hints | undefined {
  const behindPooler = env.DATABASE_URL !== undefined && !env.DB_PREPARE;
  const url = env.DATABASE_DIRECT_URL ?? (behindPooler ? undefined : (env.DATABASE_URL ?? embeddedUrl));
  const hints = url === undefined ? undefined : startHints({ db, url, log, onNotice });
  if (!hints) {
    log.warn({}, "without DATABASE_DIRECT_URL instances learn of each other's bookings by CACHE_TTL_MS only");
  }
  const numbers: [name: string, help: string, read: () => number][] = [
    [
      "reservo_cache_age_seconds",
      "The greatest age of an availability that was given out since this was last read",
      () => takeOldestAvailability(db),
    ],
    ["reservo_cache_size", "Resources whose availability is cached", () => availabilityStats(db).cacheSize],
    ["reservo_hints_listening", "1 while other instances are heard", () => (hints?.listening() ? 1 : 0)],
  ];
  for (const [name, help, read] of numbers) metrics.gauge(name, help, read);
  metrics.tally("reservo_cache_total", "Reads of availability, by how they were answered", "result", () =>
    availabilityResults(db),
  );
  return hints;
}
