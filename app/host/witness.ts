import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Log } from "#app/platform/log.ts";
import type { Metrics } from "./metrics.ts";
import type { Arrival } from "./reception.ts";
import { loggedPath, routeLabel, surfaceOf } from "./surfaces.ts";

/** Gives the function that writes one line and one measurement an answered request. `startedAt` is of performance.now(). */
export function createWitness(metrics: Metrics, log: Log) {
  // Of this process alone: enough to tell visitors apart in one log, useless for finding out who they are.
  const salt = randomBytes(32);
  const clients = new LRUCache<string, string>({ max: 10_000 });
  const clientOf = (address: string) => {
    const known = clients.get(address);
    if (known) return known;
    const made = createHmac("sha256", salt).update(address).digest("hex").slice(0, 12);
    clients.set(address, made);
    return made;
  };
  return ({ request, path, context }: Arrival, status: number, startedAt: number): void => {
    const milliseconds = performance.now() - startedAt;
    const surface = path === undefined ? "public" : surfaceOf(path);
    const isRoutine = surface === "status" || surface === "asset";
    const level = isRoutine ? "debug" : status >= 500 ? "error" : "info";
    log[level](
      {
        req_id: context.requestId,
        method: request.method,
        route: loggedPath(path ?? "malformed"),
        code: status,
        ms: Math.round(milliseconds * 10) / 10,
        client: clientOf(context.clientAddress),
        ...context.line,
      },
      "answered",
    );
    const isKnown = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(request.method);
    metrics.observeRequest({
      route: context.line?.route ?? (path === undefined ? "other" : routeLabel(path)),
      method: isKnown ? request.method : "other",
      status,
      seconds: milliseconds / 1000,
    });
  };
}
