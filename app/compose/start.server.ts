import { createConnectionLimits } from "#app/host/connections/connection-limits.ts";
import { logNotices } from "#app/host/database-notices.ts";
import { foldersOf } from "#app/host/folders.ts";
import { createGracefulShutdown } from "#app/host/http/graceful-shutdown.ts";
import { listen } from "#app/host/http/listen.ts";
import { createLiveStreams } from "#app/host/http/live-streams.ts";
import { withoutSecondOrigin, withSecondOrigin } from "#app/host/http/second-origin.ts";
import { createLog } from "#app/host/logging/log.ts";
import { createMetrics } from "#app/host/metrics/metrics.ts";
import { nodeRuntime } from "#app/host/node-runtime.ts";
import { observePool } from "#app/jobs/observe-database.server.ts";
import { addressIn } from "#app/platform/addresses.ts";
import { readEnv } from "#app/platform/env.ts";
import { enablePseudoLocales } from "#app/platform/locales.ts";
import { setRuntime } from "#app/platform/runtime.ts";
import type { Services } from "#app/platform/services.ts";
import { loadPages } from "./built-pages.server.ts";
import { startDatabase } from "./database.server.ts";
import { startExampleSite } from "./example-site.server.ts";
import { setUpFeatures } from "./features.server.ts";
import { createApp } from "./host-app.server.ts";
import { printAddresses } from "./print-addresses.server.ts";
import { startScheduledJobs } from "./scheduled-jobs.server.ts";
import { createServices } from "./services.server.ts";
import type { StartOptions } from "./start-options.ts";
import { VERSION } from "./version.ts";

/** Starts the database, the features, the HTTP server and the jobs, in this order; SIGTERM stops them in reverse. */
export async function start({ root, mode, loadBuild, before }: StartOptions): Promise<void> {
  setRuntime(nodeRuntime);
  const env = readEnv();
  if (env.PSEUDO_LOCALES) enablePseudoLocales();
  // Before everything else, since a route without its declaration aborts the start.
  const pages = await loadPages({ loadBuild, mode });
  const log = createLog({ level: env.LOG_LEVEL, pretty: mode === "development" });
  const folders = foldersOf(root, env.RESERVO_DATA_DIR);
  const metrics = createMetrics({ version: VERSION });
  const shutdown = createGracefulShutdown({ log, waitMs: loadBalancerWaitMs(env.HOST) });
  shutdown.listenForSignals();

  const onNotice = logNotices(log);
  const observed = { log, observe: observePool(metrics), onNotice };
  const { database, embedded } = await startDatabase(env, folders, observed);
  metrics.watchPool(database.pool.stats);
  const isDemo = env.RESERVO_DEMO ?? embedded !== undefined;
  const embeddedUrl = embedded?.url;
  const hostServices = await createServices({ root, env, folders, database, log });
  const { signer } = hostServices;
  const about = { env, database, embeddedUrl, isDemo, log, signer };
  const hints = await setUpFeatures({ ...about, metrics, onNotice });

  let wakeRelay = () => {};
  let origin = env.PUBLIC_ORIGIN ?? "";
  const connections = createConnectionLimits({
    trustedProxies: env.TRUSTED_PROXIES,
    report: { log, metrics },
  });
  const siteOptions = { env, database, log, signer, isDemo, connections };
  const { preview, site, previewOrigin } = await startExampleSite(siteOptions, () => origin);
  const services: Services = { ...hostServices, previewOrigin, wakeRelay: () => wakeRelay() };
  const development = mode === "development";
  const streams = createLiveStreams({ draining: () => shutdown.draining, development });
  metrics.gauge("reservo_live_streams", "Open live streams", streams.count);
  const app = createApp({ services, log, metrics, mode, folders, shutdown, database, pages, streams });
  const fetch = withSecondOrigin(env.PREVIEW_ORIGIN, preview, app.fetch);
  const fastPath = withoutSecondOrigin(env.PREVIEW_ORIGIN, app.fastPath);
  const address = { host: env.HOST, port: env.PORT };
  const answered = { fetch, fastPath, readTurns: app.readTurns };
  const { server, port } = await listen({ ...answered, ...address, before, connections });
  shutdown.serve(server);
  if (site) shutdown.onStop("example website", site.close);

  origin ||= `http://localhost:${port}`;
  const { mail, outgoing } = hostServices;
  const relay = { db: database.db, mail, origin, signer, sender: addressIn(env.MAIL_FROM), log };
  const scheduledJobs = startScheduledJobs({ relay, outgoing, database, metrics });
  wakeRelay = scheduledJobs.wakeRelay;
  shutdown.onStop("scheduled jobs", scheduledJobs.stop);
  shutdown.onStop("streams", streams.end);
  shutdown.onClosed("passwords", hostServices.passwords.close);
  shutdown.onClosed("pictures", hostServices.pictures.close);
  shutdown.onClosed("mail", () => mail.close());
  shutdown.onClosed("hints", () => hints?.stop());
  shutdown.onClosed("database", database.close);
  if (embedded) shutdown.onClosed("embedded database", embedded.stop);
  await printAddresses({ database, origin, env, log, site: site?.origin });
}

/**
 * Returns how long, in ms, a load balancer gets to notice that this instance stops; 0 on a loopback address, which has none.
 */
function loadBalancerWaitMs(host: string): number {
  return /^(127\.|localhost$|::1$)/.test(host) ? 0 : 2_000;
}
