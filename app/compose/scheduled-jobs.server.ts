import type { Metrics } from "#app/host/metrics/metrics.ts";
import { createInvariantCheck } from "#app/jobs/invariant-check.server.ts";
import { type JobSchedule, startJobSchedule } from "#app/jobs/job-schedule.server.ts";
import { observeDatabase } from "#app/jobs/observe-database.server.ts";
import { observeWebhooks } from "#app/jobs/observe-webhooks.server.ts";
import type { Relay } from "#app/notifications/relay.server.ts";
import type { Services } from "#app/platform/services.ts";
import type { Database } from "#db/client.ts";

interface ScheduledJobsOptions {
  relay: Relay;
  outgoing: Services["outgoing"];
  database: Database;
  metrics: Metrics;
}

/** Starts the scheduled jobs and exports their findings as metrics. */
export function startScheduledJobs({
  relay,
  outgoing,
  database,
  metrics,
}: ScheduledJobsOptions): JobSchedule {
  const invariantCheck = createInvariantCheck({ db: database.db, pool: database.pool, log: relay.log });
  metrics.gauge("reservo_invariant_violations", "Invariant violations; must be 0", invariantCheck.violations);
  metrics.gauge(
    "reservo_invariant_check_age_seconds",
    "Time since the last check of the invariants",
    invariantCheck.ageSeconds,
  );
  const observed = observeWebhooks(metrics);
  const webhooks = { outgoing, ...observed };
  const observe = observeDatabase(metrics, database.db);
  return startJobSchedule({
    relay: { ...relay, gaveUp: observed.gaveUp },
    checkInvariants: invariantCheck.run,
    observe,
    webhooks,
  });
}
