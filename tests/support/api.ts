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
  /** Its address up to and with /api/v1. */
  base: string;
  /** The same without. */
  origin: string;
  routes: readonly Route[];
  document: ReturnType<typeof createApi>["document"];
  /** What the host has logged, a line an entry. */
  lines: string[];
  /** The metrics as Prometheus reads them. */
  metrics(): Promise<string>;
}

export const METRICS_TOKEN = "k3Jv9Qz1Lw7Xt5Rb8Ny2";

export interface ServeOptions {
  env?: Partial<Env>;
  /** Limits of its own, or those of pages too. */
  rateLimits?: boolean | RateLimits;
  /** For calls that only read, where it is not the same. */
  reads?: Db;
  /** Calls besides those that there are. */
  more?: Route[];
  /** What else the host is made of. */
  host?: Partial<HostAppOptions>;
  /** Without it every call becomes a request of the web's kind, as the odd ones do. */
  fastPath?: boolean;
}

/** Serves the API as the app does: the host around it, on a port of its own, until the file's last test has run. */
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

/** A live key of the organisation: what it is sent with. */
export async function keyOf(ctx: Ctx, ...scopes: Scope[]): Promise<{ "X-API-Key": string }> {
  const { secret } = await createKey(ctx, { name: "Test", scopes: scopes.length > 0 ? scopes : SCOPES });
  return { "X-API-Key": secret };
}
