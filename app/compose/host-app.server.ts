import { observeApi } from "#app/api/observe-api.ts";
import { findFramingSites } from "#app/embed/find-sites.server.ts";
import { createApiFastPath } from "#app/host/http/api-fast-path.ts";
import { createHostApp, type HostAppOptions } from "#app/host/http/app.ts";
import type { GracefulShutdown } from "#app/host/http/graceful-shutdown.ts";
import type { HostStreams } from "#app/host/http/live-streams.ts";
import { createReadTurns } from "#app/host/http/read-turns.ts";
import type { Metrics } from "#app/host/metrics/metrics.ts";
import type { Log } from "#app/platform/log.ts";
import { type Services, servicesForReads } from "#app/platform/services.ts";
import type { Database } from "#db/client.ts";
import type { BuiltPages } from "./built-pages.server.ts";
import { cachedPages } from "./cached-pages.server.ts";
import type { Folders } from "./database.server.ts";
import { liveRoutes } from "./live-routes.server.ts";
import { publicApi } from "./public-api.server.ts";
import { isDatabaseUnavailable, watchReadiness } from "./readiness.server.ts";
import type { StartOptions } from "./start-options.ts";

interface AppOptions {
  services: Services;
  database: Database;
  log: Log;
  metrics: Metrics;
  mode: StartOptions["mode"];
  folders: Folders;
  shutdown: GracefulShutdown;
  streams: HostStreams;
  pages: BuiltPages;
}

/**
 * Creates the HTTP host around the pages. In development the build is reloaded for each request, since it changes with the
 * files.
 */
export function createApp(needs: AppOptions) {
  const { services, database, log, metrics, mode, folders, shutdown, pages, streams } = needs;
  const { env } = services;
  const production = mode === "production";
  const forReads = servicesForReads(services);
  const readTurns = createReadTurns();
  const options = {
    log,
    metrics,
    mode,
    routeTable: pages.routeTable,
    styleSheet: pages.styleSheet,
    api: publicApi.over({ services, observe: observeApi(metrics) }),
    publicOrigin: env.PUBLIC_ORIGIN,
    trustedProxies: env.TRUSTED_PROXIES,
    previewOrigin: services.previewOrigin,
    frameSites: (path) => findFramingSites(database.reads, path, services.previewOrigin),
    metricsToken: env.METRICS_TOKEN,
    clientRoot: production ? folders.browserBuild : undefined,
    isReady: watchReadiness(database),
    isUnavailable: () => isDatabaseUnavailable(database),
    draining: () => shutdown.draining,
    streams,
    pageCache: production ? cachedPages({ ...forReads, log }) : undefined,
    rateLimits: env.RATE_LIMITS ? services.rateLimits : undefined,
    readTurns,
    routes: (app) => liveRoutes(app, forReads),
    pages: (request, context) =>
      pages.render(request, { ...context, ...(request.method === "GET" ? forReads : services) }),
  } satisfies HostAppOptions;
  const { fetch } = createHostApp(options);
  const fetchReloaded: typeof fetch = async (...request) => {
    // An error here recurs when a page is rendered, which handles and logs it.
    await pages.reload().catch(() => {});
    return fetch(...request);
  };
  return { fetch: production ? fetch : fetchReloaded, fastPath: createApiFastPath(options), readTurns };
}
