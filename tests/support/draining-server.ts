import { createGracefulShutdown } from "#app/host/http/graceful-shutdown.ts";
import { listen } from "#app/host/http/listen.ts";
import { type RouteTable, UNKNOWN_ROUTE } from "#app/platform/http/route-facts.ts";
import { startHostOfTable } from "./host-of-table.ts";

/** The program that the test of the graceful shutdown starts and stops. Its arguments: the wait in ms, and `stuck`. */
const say = (line: string) => void process.stdout.write(`${line}\n`);
/** Of its paths only one is not a page. */
const routeTable: RouteTable = {
  resolve: (path) => (path === "/ready" ? { ...UNKNOWN_ROUTE, surface: "status" } : UNKNOWN_ROUTE),
};
const { log } = startHostOfTable({ routeTable });
const shutdown = createGracefulShutdown({ log, waitMs: Number(process.argv[2]) });
let endStream: (() => void) | undefined;
const stream = () =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("live"));
      endStream = () => controller.close();
    },
  });
const { app } = startHostOfTable({
  routeTable,
  draining: () => shutdown.draining,
  pages: async (request) => {
    if (request.url.endsWith("/stream")) return new Response(stream());
    if (request.url.endsWith("/slow")) await new Promise((resolve) => setTimeout(resolve, 700));
    say("answered");
    return new Response("page");
  },
});
const listening = await listen({
  fetch: (request, bindings) => app.fetch(request, bindings),
  host: "127.0.0.1",
  port: 0,
});
shutdown.serve(listening.server);
shutdown.onStop("queue", () => say("queue"));
shutdown.onStop("broken", () => {
  throw new Error("cannot stop");
});
shutdown.onStop("streams", async () => {
  endStream?.();
  say("streams");
});
shutdown.onClosed("pool", () => say("pool"));
if (process.argv[3] === "stuck") shutdown.onClosed("stuck", () => new Promise(() => {}));
shutdown.listenForSignals();
say(listening.url);
