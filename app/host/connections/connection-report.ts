import type { Log } from "#app/platform/log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { CloseReason } from "./connection-watch.ts";

/** Why a connection is not accepted: too many in all, or of one network. */
export type RefusalReason = "all" | "network";

export interface ConnectionReport {
  refused(reason: RefusalReason): void;
  closed(reason: CloseReason): void;
}

export interface ReportTargets {
  log: Log;
  metrics: Metrics;
}

const WARNS_EVERY_MS = 60_000;

/** Counts connections that are open, refused and closed, and writes at most one line a minute of those refused. */
export function createConnectionReport(
  { log, metrics }: ReportTargets,
  countOpen: () => number,
): ConnectionReport {
  metrics.gauge("reservo_connections", "Connections of clients, or of proxies, that are open now", countOpen);
  const refusals = metrics.counter(
    "reservo_connections_refused_total",
    "Connections that were closed as they came: too many in all, or of one network",
    ["reason"],
  );
  const closings = metrics.counter(
    "reservo_connections_closed_total",
    "Connections that were closed: idle, responses unread, too many bytes unsent, too many requests waiting",
    ["reason"],
  );
  let warnedAt = Number.NEGATIVE_INFINITY;
  let refusedSince = 0;
  return {
    closed: (reason) => closings.add({ reason }),
    refused(reason) {
      refusals.add({ reason });
      refusedSince += 1;
      const now = performance.now();
      if (now - warnedAt < WARNS_EVERY_MS) return;
      log.warn({ reason, refused: refusedSince, open: countOpen() }, "connections were refused");
      warnedAt = now;
      refusedSince = 0;
    },
  };
}
