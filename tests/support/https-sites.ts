import { once } from "node:events";
import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer, type Server } from "node:https";
import { selfSigned } from "./self-signed.ts";

/** A request that reached Reservo through its https server. */
interface SeenRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Reservo and other websites, each on a separate site, over https. */
export interface HttpsSites {
  /** Reservo's URL there, without a trailing slash. */
  reservo: string;
  /** Serves a page on the site of that name and returns its URL; a content type may make it a script, `path` sets its path. */
  put(site: string, html: string, headers?: Record<string, string>, path?: string): string;
  /** The requests that have reached Reservo so far. */
  seen: SeenRequest[];
  close(): Promise<void>;
}

const NAMES = ["reservo.test", "host.test", "evil.test", "blog.host.test"];

/** Starts both servers in front of a running app; browsers must resolve `*.test` to this machine. */
export async function startHttpsSites(appUrl: string): Promise<HttpsSites> {
  const credentials = selfSigned(NAMES);
  const seen: SeenRequest[] = [];
  const pages = new Map<string, { html: string; headers: Record<string, string> }>();
  const reservo = createServer(credentials, (request, response) => passOn(appUrl, seen, request, response));
  const sites = createServer(credentials, (request, response) => {
    const page = pages.get(`${request.headers.host?.split(":")[0]}${request.url?.split("?")[0]}`);
    response.writeHead(page ? 200 : 404, { "Content-Type": "text/html; charset=utf-8", ...page?.headers });
    response.end(page?.html ?? "<!doctype html><title>Nothing here</title>");
  });
  const [reservoPort, sitesPort] = [await listen(reservo), await listen(sites)];
  return {
    reservo: `https://reservo.test:${reservoPort}`,
    seen,
    put(site, html, headers = {}, path = `/${pages.size}`) {
      pages.set(`${site}${path}`, { html, headers });
      return `https://${site}:${sitesPort}${path}`;
    },
    async close() {
      for (const server of [reservo, sites]) {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      }
    },
  };
}

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

/** Forwards a request like a proxy in front of the app, and records it. */
function passOn(
  appUrl: string,
  seen: SeenRequest[],
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { method = "GET", url = "/" } = request;
  const { hostname, port } = new URL(appUrl);
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    seen.push({ method, url, headers: request.headers, body: body.toString("utf8") });
    const headers = {
      ...request.headers,
      "x-forwarded-proto": "https",
      "x-forwarded-host": request.headers.host,
      "x-forwarded-for": "203.0.113.9",
    };
    const inner = httpRequest({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      response.on("close", () => answer.destroy());
    });
    inner.on("error", () => response.destroy());
    inner.end(body);
  });
}
