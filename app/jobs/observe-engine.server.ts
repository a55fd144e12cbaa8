import type { EngineObserver } from "#app/booking/dispatcher.server.ts";

/** What the engine's numbers are kept in: the host's metrics, as far as they are needed here. */
export interface EngineMetrics {
  counter<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ): { add(labels: Record<Label, string>, amount?: number): void };
  histogram(name: string, help: string, buckets: number[]): { observe(value: number): void };
  gauge(name: string, help: string, read: () => number): void;
}

const SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 512];
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Makes the engine's metrics, and the observer that feeds them. `waiting` tells how many requests wait. */
export function observeEngine(metrics: EngineMetrics, waiting: () => number): EngineObserver {
  metrics.gauge("reservo_engine_queue_depth", "Requests that wait for a batch", waiting);
  const sizes = metrics.histogram("reservo_engine_batch_size", "Requests in a batch", SIZES);
  const times = metrics.histogram("reservo_engine_batch_seconds", "Time that a batch took", SECONDS);
  const waits = metrics.histogram("reservo_engine_queue_wait_seconds", "Time until a batch began", SECONDS);
  const outcomes = metrics.counter("reservo_engine_outcomes_total", "Answers of the engine", [
    "op",
    "result",
  ]);
  const retries = metrics.counter("reservo_engine_retries_total", "Batches done again", ["sqlstate"]);
  const shed = metrics.counter("reservo_shed_total", "Requests refused without being begun", ["reason"]);
  const unknown = metrics.counter("reservo_engine_unknown_total", "Requests whose outcome is not known", []);
  return {
    batch(size, seconds) {
      sizes.observe(size);
      times.observe(seconds);
    },
    queued: (seconds) => waits.observe(seconds),
    outcome(op, result) {
      outcomes.add({ op, result });
      if (result === "OutcomeUnknown") unknown.add({});
    },
    retried: (sqlstate) => retries.add({ sqlstate }),
    shed: (reason) => shed.add({ reason }),
  };
}
