import { timingSafeEqual } from "node:crypto";
import { statusOf } from "#app/platform/refusals.ts";
import type { Metrics } from "../metrics/metrics.ts";

export type Readiness = { ready: true } | { ready: false; error: string };

export interface StatusOptions {
  isReady(): Promise<Readiness>;
  /** True once a graceful shutdown has begun. */
  draining(): boolean;
  metrics: Metrics;
  metricsToken?: string | undefined;
  /** True in development, where the metrics need no token. */
  openMetrics: boolean;
}

function isBearer(header: string | null, token: string): boolean {
  const given = Buffer.from(header ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
}

async function readiness(options: StatusOptions): Promise<Readiness> {
  if (options.draining()) return { ready: false, error: "draining" };
  try {
    return await options.isReady();
  } catch {
    return { ready: false, error: "unknown" };
  }
}

/**
 * Responds at the canonical paths for machines: /health shows that the event loop runs and touches no database, /ready whether
 * to send visitors here, and /metrics needs the token. Returns undefined for "not found".
 */
export async function answerStatus(path: string, request: Request, options: StatusOptions) {
  if (path === "/health") return Response.json({ status: "ok", timestamp: Date.now() });
  if (path === "/ready") {
    const state = await readiness(options);
    if (state.ready) return Response.json({ status: "ready" });
    return Response.json({ status: "not_ready", error: state.error }, { status: statusOf("UNAVAILABLE") });
  }
  const { metricsToken, metrics } = options;
  const allowed =
    options.openMetrics ||
    (metricsToken !== undefined && isBearer(request.headers.get("authorization"), metricsToken));
  if (path !== "/metrics" || !allowed) return undefined;
  return new Response(await metrics.text(), { headers: { "Content-Type": metrics.contentType } });
}
