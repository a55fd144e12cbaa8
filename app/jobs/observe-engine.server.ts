import type { EngineObserver } from "#app/booking/dispatcher.server.ts";

/** The part of the host's metrics that the engine's metrics use. */
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

/** Registers the engine's metrics. Returns the observer that updates them. `waiting` returns the length of the queue. */
export function observeEngine(metrics: EngineMetrics, waiting: () => number): EngineObserver {
  metrics.gauge("reservo_engine_queue_depth", "Requests in the queue", waiting);
  const sizes = metrics.histogram("reservo_engine_batch_size", "Requests per batch", SIZES);
  const times = metrics.histogram("reservo_engine_batch_seconds", "Duration of a batch", SECONDS);
  const waits = metrics.histogram(
    "reservo_engine_queue_wait_seconds",
    "Time a request spent in the queue",
    SECONDS,
  );
  const outcomes = metrics.counter("reservo_engine_outcomes_total", "Outcomes returned by the engine", [
    "op",
    "result",
  ]);
  const retries = metrics.counter("reservo_engine_retries_total", "Retried batches", ["sqlstate"]);
  const shed = metrics.counter("reservo_shed_total", "Requests refused before they started", ["reason"]);
  const unknown = metrics.counter("reservo_engine_unknown_total", "Requests with an unknown outcome", []);
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
