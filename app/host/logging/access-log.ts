import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { HostContext } from "#app/platform/http/request-context.ts";
import type { RouteFacts } from "#app/platform/http/route-facts.ts";
import type { Log } from "#app/platform/log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { loggedPath } from "./logged-path.ts";

// Random per process: the hash is enough to tell clients apart within one log, and useless for identifying them.
const salt = randomBytes(32);

/** The parts of an answered request that its log line needs. */
interface AnsweredRequest {
  method: string;
  /** The canonical path; undefined for a malformed one. */
  path: string | undefined;
  route: RouteFacts;
  context: HostContext;
}

/** Returns a function that logs and measures each response. `startedAt` is of performance.now(). */
export function createAccessLog(metrics: Metrics, log: Log) {
  const clients = new LRUCache<string, string>({ max: 10_000 });
  const clientOf = (address: string) => {
    const known = clients.get(address);
    if (known) return known;
    const made = createHmac("sha256", salt).update(address).digest("hex").slice(0, 12);
    clients.set(address, made);
    return made;
  };
  return ({ method, path, route, context }: AnsweredRequest, status: number, startedAt: number): void => {
    const milliseconds = performance.now() - startedAt;
    const { requestId: req_id, line } = context;
    const isRoutine = route.surface === "status" || route.surface === "asset";
    const level = isRoutine ? "debug" : status >= 500 ? "error" : "info";
    log[level](
      {
        req_id,
        method,
        route: line?.route ?? loggedPath(path ?? "malformed", route.surface),
        code: status,
        ms: Math.round(milliseconds * 10) / 10,
        client: clientOf(context.clientAddress),
        ...line,
      },
      "answered",
    );
    metrics.observeRequest({
      route: line?.route ?? route.label,
      method: METHODS.has(method) ? method : "other",
      status,
      seconds: milliseconds / 1000,
    });
  };
}

const METHODS = new Set("GET HEAD POST PUT PATCH DELETE OPTIONS".split(" "));
