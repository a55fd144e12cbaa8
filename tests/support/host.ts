import { createHostApp, type HostAppOptions } from "#app/host/http/app.ts";
import { createLog } from "#app/host/logging/log.ts";
import { createMetrics } from "#app/host/metrics/metrics.ts";

/** A host for tests: everything real, with pages that say what reached them. Its log lines are in `lines`. */
export function startTestHost(options: Partial<HostAppOptions> = {}) {
  const lines: string[] = [];
  const log = createLog({ level: "debug", destination: { write: (line) => void lines.push(line) } });
  const app = createHostApp({
    mode: "production",
    log,
    metrics: createMetrics({ version: "test" }),
    isReady: async () => ({ ready: true }),
    pages: async (request, context) => {
      const { log: _log, ...known } = context;
      const headers = Object.fromEntries(request.headers);
      const body = await request.text();
      return Response.json({ url: request.url, method: request.method, headers, body, context: known });
    },
    ...options,
  });
  return { app, lines, log };
}

/** The bindings that the server hands to the app, as far as the host reads them. */
export const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

/** The headers of a form that a browser sends from our own page. */
export const fromOurPage = {
  "Sec-Fetch-Site": "same-origin",
  "Content-Type": "application/x-www-form-urlencoded",
};
