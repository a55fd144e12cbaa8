import type { Log } from "#app/platform/log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { CloseReason } from "./connection-watch.ts";

/** Why a connection is refused: too many in total, or too many of its network. */
export type RefusalReason = "all" | "network";

export interface ConnectionReport {
  refused(reason: RefusalReason): void;
  closed(reason: CloseReason): void;
}

export interface ReportTargets {
  log: Log;
  metrics: Metrics;
}

const WARN_INTERVAL_MS = 60_000;

/** Counts open, refused and closed connections, and logs the refused ones in at most one line per minute. */
export function createConnectionReport(
  { log, metrics }: ReportTargets,
  countOpen: () => number,
): ConnectionReport {
  metrics.gauge("reservo_connections", "Open connections of clients and proxies", countOpen);
  const refusals = metrics.counter(
    "reservo_connections_refused_total",
    "Connections refused on arrival: too many in total, or of one network",
    ["reason"],
  );
  const closings = metrics.counter(
    "reservo_connections_closed_total",
    "Connections closed: idle, responses unread, too many unsent bytes, too many pipelined requests",
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
      if (now - warnedAt < WARN_INTERVAL_MS) return;
      log.warn({ reason, refused: refusedSince, open: countOpen() }, "connections were refused");
      warnedAt = now;
      refusedSince = 0;
    },
  };
}
