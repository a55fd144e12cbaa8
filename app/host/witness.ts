import { createHmac, randomBytes } from "node:crypto";
import type { Metrics } from "./metrics.ts";
import type { Arrival } from "./reception.ts";
import { loggedPath, routeLabel, surfaceOf } from "./surfaces.ts";

/** Gives the function that writes one line and one measurement an answered request. `startedAt` is of performance.now(). */
export function createWitness(metrics: Metrics) {
  // Of this process alone: enough to tell visitors apart in one log, useless for finding out who they are.
  const salt = randomBytes(32);
  return ({ request, path, context }: Arrival, status: number, startedAt: number): void => {
    const milliseconds = performance.now() - startedAt;
    const surface = path === undefined ? "public" : surfaceOf(path);
    const isRoutine = surface === "status" || surface === "asset";
    const level = isRoutine ? "debug" : status >= 500 ? "error" : "info";
    context.log[level](
      {
        method: request.method,
        route: loggedPath(path ?? "malformed"),
        code: status,
        ms: Math.round(milliseconds * 10) / 10,
        client: createHmac("sha256", salt).update(context.clientAddress).digest("hex").slice(0, 12),
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
