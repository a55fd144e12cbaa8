import type { ApiObserver } from "./frame.server.ts";

/** What the API's numbers are kept in: the host's metrics, as far as they are needed here. */
export interface ApiMetrics {
  counter<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ): { add(labels: Record<Label, string>, amount?: number): void };
}

/** Makes the API's metrics, and the observer that feeds them. */
export function observeApi(metrics: ApiMetrics): ApiObserver {
  const keys = metrics.counter("reservo_idem_total", "Requests with an Idempotency-Key", ["result"]);
  const shed = metrics.counter("reservo_shed_total", "Requests refused without being begun", ["reason"]);
  return {
    idempotent: (result) => keys.add({ result }),
    shed: (reason) => shed.add({ reason }),
  };
}
