import type { Metrics } from "#app/host/metrics/metrics.ts";
import { createAudit } from "#app/jobs/audit.server.ts";
import { observeDatabase } from "#app/jobs/observe-database.server.ts";
import { observeWebhooks } from "#app/jobs/observe-webhooks.server.ts";
import { startTimetable, type Timetable } from "#app/jobs/timetable.server.ts";
import type { Relay } from "#app/notifications/relay.server.ts";
import type { Services } from "#app/platform/services.ts";
import type { Database } from "#db/client.ts";

interface ScheduleOptions {
  relay: Relay;
  outgoing: Services["outgoing"];
  database: Database;
  metrics: Metrics;
}

/** Starts the scheduled jobs and exports their findings as metrics. */
export function startScheduledJobs({ relay, outgoing, database, metrics }: ScheduleOptions): Timetable {
  const audit = createAudit({ db: database.db, pool: database.pool, log: relay.log });
  metrics.gauge("reservo_audit_violations", "Violated invariants; must be 0", audit.violations);
  metrics.gauge("reservo_audit_age_seconds", "Time since the last check of the invariants", audit.ageSeconds);
  const observed = observeWebhooks(metrics);
  const webhooks = { outgoing, ...observed };
  const observe = observeDatabase(metrics, database.db);
  return startTimetable({
    relay: { ...relay, gaveUp: observed.gaveUp },
    audit: audit.run,
    observe,
    webhooks,
  });
}
