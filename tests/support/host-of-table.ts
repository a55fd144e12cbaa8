import { createHostApp, type HostAppOptions } from "#app/host/http/app.ts";
import { createReadTurns } from "#app/host/http/read-turns.ts";
import { createLog } from "#app/host/logging/log.ts";
import { createMetrics } from "#app/host/metrics/metrics.ts";

/**
 * Starts a host on a route table, whose pages respond with what reached them. Its log lines are in `lines`. It loads no route,
 * so that programs that Vite has not built can use it.
 */
export function startHostOfTable(options: Partial<HostAppOptions> & Pick<HostAppOptions, "routeTable">) {
  const lines: string[] = [];
  const log = createLog({ level: "debug", destination: { write: (line) => void lines.push(line) } });
  const app = createHostApp({
    mode: "production",
    log,
    metrics: createMetrics({ version: "test" }),
    isReady: async () => ({ ready: true }),
    readTurns: createReadTurns(),
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
