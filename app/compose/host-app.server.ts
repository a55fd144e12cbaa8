import { createRequestHandler } from "@remix-run/node";
import { observeApi } from "#app/api/observe-api.ts";
import { findFramingSites } from "#app/embed/find-sites.server.ts";
import { createApiFastPath } from "#app/host/http/api-fast-path.ts";
import { createHostApp, type HostAppOptions } from "#app/host/http/app.ts";
import type { GracefulShutdown } from "#app/host/http/graceful-shutdown.ts";
import type { HostStreams } from "#app/host/http/live-streams.ts";
import type { Metrics } from "#app/host/metrics/metrics.ts";
import type { Log } from "#app/platform/log.ts";
import type { Services } from "#app/platform/services.ts";
import type { Database } from "#db/client.ts";
import { cachedPages } from "./cached-pages.server.ts";
import type { Folders } from "./database.server.ts";
import { liveRoutes } from "./live-routes.server.ts";
import { publicApi } from "./public-api.server.ts";
import { isAway, watchReadiness } from "./readiness.server.ts";
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
  loadBuild: StartOptions["loadBuild"];
}

/** Creates the HTTP host around the pages. In development the build is loaded per request, since it changes as files do. */
export function createApp(needs: AppOptions) {
  const { services, database, log, metrics, mode, folders, shutdown, loadBuild, streams } = needs;
  const { env } = services;
  const production = mode === "production";
  const built = production ? loadBuild().then((build) => createRequestHandler(build, mode)) : undefined;
  const options = {
    log,
    metrics,
    mode,
    api: publicApi.over({ services, observe: observeApi(metrics) }),
    publicOrigin: env.PUBLIC_ORIGIN,
    trustedProxies: env.TRUSTED_PROXIES,
    previewOrigin: services.previewOrigin,
    frameSites: (path) => findFramingSites(database.db, path, services.previewOrigin),
    metricsToken: env.METRICS_TOKEN,
    clientRoot: production ? folders.browserBuild : undefined,
    isReady: watchReadiness(database),
    isAway: () => isAway(database),
    draining: () => shutdown.draining,
    streams,
    pageCache: production ? cachedPages(services, log) : undefined,
    rateLimits: env.RATE_LIMITS ? services.rateLimits : undefined,
    routes: (app) => liveRoutes(app, services),
    // The forms of a booking answer an untrusted request themselves: whoever typed something must not lose it.
    untrustedAllowed: (path) => /^\/(e|embed)\/[^/]+(\/book)?$/.test(path),
    async pages(request, context) {
      const handle = built ? await built : createRequestHandler(await loadBuild(), mode);
      return handle(request, { ...context, ...services });
    },
  } satisfies HostAppOptions;
  return { fetch: createHostApp(options).fetch, fastPath: createApiFastPath(options) };
}
