import { afterAll } from "vitest";
import { createApi } from "#app/api/api.server.ts";
import { observeApi } from "#app/api/observe-api.ts";
import type { Route } from "#app/api/route.ts";
import { ROUTES } from "#app/api/routes.ts";
import { HOST_ADDRESSES } from "#app/compose/host-addresses.ts";
import { createRouteTable } from "#app/compose/route-table.ts";
import { createApiFastPath } from "#app/host/http/api-fast-path.ts";
import { createHostApp, type HostAppOptions } from "#app/host/http/app.ts";
import { listen } from "#app/host/http/listen.ts";
import { createReadTurns } from "#app/host/http/read-turns.ts";
import { createLog } from "#app/host/logging/log.ts";
import { createMetrics } from "#app/host/metrics/metrics.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import { SCOPES, type Scope } from "#app/organizations/key-secret.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { type Env, envSchema } from "#app/platform/env.ts";
import type { RateLimits } from "#app/platform/services.ts";
import type { Db } from "#db/client.ts";
import { testContext } from "./remix.ts";

export interface ServedApi {
  /** Its URL including /api/v1. */
  base: string;
  /** The same without /api/v1. */
  origin: string;
  routes: readonly Route[];
  document: ReturnType<typeof createApi>["document"];
  /** The log lines of the host. */
  lines: string[];
  /** Returns the metrics in Prometheus text format. */
  metrics(): Promise<string>;
}

export const METRICS_TOKEN = "k3Jv9Qz1Lw7Xt5Rb8Ny2";

export interface ServeOptions {
  env?: Partial<Env>;
  /** True for fresh rate limits, or limits shared with pages. */
  rateLimits?: boolean | RateLimits;
  /** Database for read-only requests, if it differs. */
  reads?: Db;
  /** Additional routes. */
  more?: Route[];
  /** Further options of the host. */
  host?: Partial<HostAppOptions>;
  /** False makes every request go through a web `Request`, as unusual ones do. */
  fastPath?: boolean;
}

/** Serves the API as the app does, inside the host and on a separate port, until the file's last test has run. */
export async function serveApi(db: Db, options: ServeOptions = {}): Promise<ServedApi> {
  const { requestId, nonce, clientAddress, origin, secure, trusted, log, line, ...services } =
    await testContext(db, options);
  const lines: string[] = [];
  const metrics = createMetrics({ version: "test" });
  const api = createApi("test", [...ROUTES, ...(options.more ?? [])]);
  const host = {
    mode: "production",
    log: createLog({ level: "debug", destination: { write: (line) => void lines.push(line) } }),
    metrics,
    routeTable: createRouteTable({}, HOST_ADDRESSES),
    metricsToken: METRICS_TOKEN,
    isReady: async () => ({ ready: true }),
    readTurns: createReadTurns(),
    api: api.over({
      services: { ...services, env: { ...envSchema.parse({}), ...options.env } },
      observe: observeApi(metrics),
    }),
    pages: async () => new Response("a page", { status: 404 }),
    ...options.host,
  } satisfies HostAppOptions;
  const { fetch } = createHostApp(host);
  const fastPath = options.fastPath === false ? undefined : createApiFastPath(host);
  const { server, port } = await listen({ fetch, fastPath, host: "127.0.0.1", port: 0 });
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  );
  const url = `http://127.0.0.1:${port}`;
  const { routes, document } = api;
  return { base: `${url}/api/v1`, origin: url, routes, document, lines, metrics: metrics.text };
}

/** Returns the header with a new key of the organisation. */
export async function keyOf(ctx: Ctx, ...scopes: Scope[]): Promise<{ "X-API-Key": string }> {
  const { secret } = await createKey(ctx, { name: "Test", scopes: scopes.length > 0 ? scopes : SCOPES });
  return { "X-API-Key": secret };
}
