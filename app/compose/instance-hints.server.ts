import {
  availabilityResults,
  availabilityStats,
  takeOldestAvailability,
} from "#app/availability/cache.server.ts";
import { type Hints, startHints } from "#app/availability/hints.server.ts";
import type { Env } from "#app/platform/env.ts";
import type { Log } from "#app/platform/log.ts";
import type { Db, ServerNotice } from "#db/client.ts";

export interface InstanceHintOptions {
  env: Env;
  /** URL of the embedded server, if it is in use. */
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
 * Announces this instance's commits to the other instances and receives theirs, if there is a direct connection for LISTEN;
 * exports the state of the availability cache as metrics.
 */
export function startInstanceHints({
  env,
  embeddedUrl,
  db,
  log,
  metrics,
  onNotice,
}: InstanceHintOptions): Hints | undefined {
  const behindPooler = env.DATABASE_URL !== undefined && !env.DB_PREPARE;
  const url = env.DATABASE_DIRECT_URL ?? (behindPooler ? undefined : (env.DATABASE_URL ?? embeddedUrl));
  const hints = url === undefined ? undefined : startHints({ db, url, log, onNotice });
  if (!hints) {
    log.warn({}, "DATABASE_DIRECT_URL is not set: other instances' bookings appear only after CACHE_TTL_MS");
  }
  const numbers: [name: string, help: string, read: () => number][] = [
    [
      "reservo_cache_age_seconds",
      "Maximum age of an availability that was served since the last scrape",
      () => takeOldestAvailability(db),
    ],
    ["reservo_cache_size", "Resources whose availability is cached", () => availabilityStats(db).cacheSize],
    [
      "reservo_hints_listening",
      "1 while this instance listens to the others",
      () => (hints?.listening() ? 1 : 0),
    ],
  ];
  for (const [name, help, read] of numbers) metrics.gauge(name, help, read);
  metrics.tally("reservo_cache_total", "Reads of availability, by result", "result", () =>
    availabilityResults(db),
  );
  return hints;
}
