import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { createRequestTimes, type RequestTime } from "./request-times.ts";

interface PoolStats {
  open: number;
  idle: number;
  waiting: number;
  max: number;
}

interface CountedMetric<Label extends string> {
  add(labels: Record<Label, string>, amount?: number): void;
}

export interface Metrics {
  observeRequest(request: RequestTime): void;
  /** Creates a counter, or returns the existing one of that name. */
  counter<Label extends string>(name: string, help: string, labels: readonly Label[]): CountedMetric<Label>;
  /** Creates a histogram with these buckets. */
  histogram(name: string, help: string, buckets: number[]): { observe(value: number): void };
  /** Creates a gauge whose value is read at each scrape. */
  gauge(name: string, help: string, read: () => number): void;
  /** Creates a counter whose values, by its one label, are read at each scrape. */
  tally(name: string, help: string, label: string, read: () => Record<string, number>): void;
  /** Exports the connections of a pool. May be called once. */
  watchPool(read: () => PoolStats): void;
  contentType: string;
  /** Returns the metrics in Prometheus text format. */
  text(): Promise<string>;
}

/** Creates the metrics in a registry of their own, so that two hosts in one process count separately. */
export function createMetrics(options: { version: string }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "reservo_build_info",
    help: "Always 1; the version is in the label",
    labelNames: ["version"],
    registers,
  }).set({ version: options.version }, 1);

  return {
    observeRequest: createRequestTimes(registry),
    counter(name, help, labels) {
      const known = registry.getSingleMetric(name) as Counter | undefined;
      const counter = known ?? new Counter({ name, help, labelNames: [...labels], registers });
      return { add: (values, amount = 1) => counter.inc(values, amount) };
    },
    histogram(name, help, buckets) {
      const histogram = new Histogram({ name, help, buckets, registers });
      return { observe: (value) => histogram.observe(value) };
    },
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    tally: (...what) => makeTally(registers, ...what),
    watchPool(read) {
      new Gauge({
        name: "reservo_db_pool",
        help: "Database connections by state, callers waiting for one, and the maximum",
        labelNames: ["state"],
        registers,
        collect() {
          const { open, idle, waiting, max } = read();
          for (const [state, value] of Object.entries({ busy: open - idle, idle, waiting, max })) {
            this.set({ state }, value);
          }
        },
      });
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function makeTally(registers: Registry[], ...[name, help, label, read]: Parameters<Metrics["tally"]>): void {
  new Counter({
    name,
    help,
    labelNames: [label],
    registers,
    collect() {
      this.reset();
      for (const [value, count] of Object.entries(read())) this.inc({ [label]: value }, count);
    },
  });
}
