import type { HttpBindings } from "@hono/node-server";
import type { ConnectionLimits } from "../connections/connection-limits.ts";
import { type FastPath, listen } from "./listen.ts";

type Answer = (request: Request, bindings: HttpBindings) => Response | Promise<Response>;
type Site = (request: Request) => Promise<Response>;

/** Routes requests for the second origin to its site, and all others to the app. */
export function withSecondOrigin(origin: string | undefined, site: Site, app: Answer): Answer {
  if (!origin) return app;
  const { host } = new URL(origin);
  return (request, bindings) => (new URL(request.url).host === host ? site(request) : app(request, bindings));
}

/** Keeps requests for the second origin off the fast path. */
export function withoutSecondOrigin(origin: string | undefined, fastPath: FastPath): FastPath {
  if (!origin) return fastPath;
  const { host } = new URL(origin);
  return (request, response) => request.headers.host !== host && fastPath(request, response);
}

/**
 * Starts a site next to the app, on the next port or any free one. Its origin has the IP address instead of localhost: to a
 * browser localhost on another port is the same site, which would defeat the purpose of the second origin.
 */
export async function listenOnNextPort(
  { HOST, PORT }: { HOST: string; PORT: number },
  fetch: Site,
  connections: ConnectionLimits,
) {
  const start = (port: number) => listen({ fetch, host: HOST, port, connections });
  const { server, port } = await start(PORT === 0 ? 0 : PORT + 1).catch(() => start(0));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}
