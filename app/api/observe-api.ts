import type { ApiObserver } from "./pipeline.server.ts";

/** The part of the host's metrics registry that the API uses. */
export interface ApiMetrics {
  counter<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ): { add(labels: Record<Label, string>, amount?: number): void };
}

/** Registers the API's metrics and returns the observer that updates them. */
export function observeApi(metrics: ApiMetrics): ApiObserver {
  const keys = metrics.counter("reservo_idem_total", "Requests with an Idempotency-Key", ["result"]);
  const shed = metrics.counter("reservo_shed_total", "Requests rejected before processing", ["reason"]);
  return {
    idempotent: (result) => keys.add({ result }),
    shed: (reason) => shed.add({ reason }),
  };
}
