import { setUpAvailability } from "#app/availability/cache.server.ts";
import { setUpEngine, waitingIn } from "#app/booking/engine.server.ts";
import type { logNotices } from "#app/host/database-notices.ts";
import type { Metrics } from "#app/host/metrics/metrics.ts";
import { createDemo } from "#app/jobs/demo/create-demo.server.ts";
import { observeEngine } from "#app/jobs/observe-engine.server.ts";
import { assureOrganization } from "#app/organizations/organizations.server.ts";
import { switchMaintenanceByEnvironment } from "#app/organizations/settings.server.ts";
import type { Env } from "#app/platform/env.ts";
import type { Log } from "#app/platform/log.ts";
import type { Signer } from "#app/platform/signer.ts";
import type { Database } from "#db/client.ts";
import { startInstanceHints } from "./instance-hints.server.ts";

interface FeatureOptions {
  env: Env;
  database: Database;
  embeddedUrl: string | undefined;
  isDemo: boolean;
  log: Log;
  signer: Signer;
  metrics: Metrics;
  onNotice: ReturnType<typeof logNotices>;
}

/**
 * Sets up the engine, the availability cache and, if configured, the demo events and the first organisation. Returns the
 * function that announces changes to other instances, if there is one.
 */
export async function setUpFeatures(options: FeatureOptions) {
  const { env, database, embeddedUrl, isDemo, log, signer, metrics, onNotice } = options;
  const { db } = database;
  setUpEngine(db, { observe: observeEngine(metrics, () => waitingIn(db)) });
  setUpAvailability(db, { ttlMs: env.CACHE_TTL_MS, maxSize: env.CACHE_MAX_SIZE });
  const hints = startInstanceHints({ env, embeddedUrl, db, log, metrics, onNotice });
  await switchMaintenanceByEnvironment(db, env.MAINTENANCE);
  if (isDemo) await createDemo({ db, log, signer });
  if (env.API_KEY || env.ADMIN_API_KEY) await assureOrganization(db);
  return hints;
}
