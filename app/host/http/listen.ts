import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { type ConnectionLimits, createConnectionLimits } from "../connections/connection-limits.ts";
import { isRead } from "./page-responder.ts";
import { createReadTurns, type ReadTurns } from "./read-turns.ts";

/** A middleware with Vite's signature. */
export type Connect = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

export type FastPath = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface ListenOptions {
  /** The fetch of a Hono app. */
  fetch(request: Request, bindings: HttpBindings): Response | Promise<Response>;
  /** Handles what need not become a web `Request`; returns whether it did. */
  fastPath?: FastPath | undefined;
  host: string;
  /** 0 binds any free port. */
  port: number;
  /** Runs before the app, as Vite's middleware does in development. */
  before?: Connect | undefined;
  /** The turns of reads, shared with the app that counts writes; the server's own unless given. */
  readTurns?: ReadTurns | undefined;
  /** Limits shared with other servers; the server's own unless given. */
  connections?: ConnectionLimits | undefined;
}

export interface Listening {
  server: Server;
  port: number;
  /** Its URL on this computer, such as http://127.0.0.1:3000. */
  url: string;
}

/** The server could not listen; the message says in one line why and what to do. */
export class ListenError extends Error {
  override name = "ListenError";
}

/**
 * Bounds against clients that send slowly on purpose: 5 s for the headers, counted from the connection's beginning for
 * the first ones, 10 s for the whole request. Idle connections outlive the idle time of a usual load balancer (60 s), so
 * that it never meets a closed one. The connection limits bound the rest.
 */
const serverOptions = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 61_000,
  connectionsCheckingInterval: 500,
  maxHeaderSize: 16_384,
  // Node would respond to such requests itself, and queue those responses without a limit; see refuseEarly.
  requireHostHeader: false,
};

/**
 * Refuses the requests that Node refuses by default: HTTP/1.1 without a Host header, and unsupported expectations. Returns
 * whether it did.
 */
function refuseEarly({ headers, httpVersion }: IncomingMessage, response: ServerResponse): boolean {
  if (headers.host === undefined && httpVersion === "1.1") {
    response.writeHead(400, { Connection: "close" }).end();
    return true;
  }
  if (headers.expect !== undefined && !/(^|\W)100-continue($|\W)/i.test(headers.expect)) {
    response.writeHead(417).end();
    return true;
  }
  return false;
}

function refuseMalformed(): Response {
  return new Response("This request can't be read.\n", {
    status: 400,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
      "X-Content-Type-Options": "nosniff",
      Connection: "close",
    },
  });
}

function wordsFor(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is in use on ${host}. Stop the other program or set PORT.`;
  }
  if (error.code === "EACCES")
    return `Port ${port} needs more permissions than this program has. Set PORT above 1023.`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return `HOST ${host} is not an address of this computer. Set HOST to 127.0.0.1, or 0.0.0.0 for every network.`;
  }
  return `Cannot listen on ${host}, port ${port}: ${error.code ?? error.message}.`;
}

function urlOf(host: string, port: number): string {
  if (host === "0.0.0.0" || host === "::") return `http://localhost:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Starts the server. Resolves when the port is bound; throws ListenError when it cannot be. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const answer = getRequestListener((request, bindings) => options.fetch(request, bindings as HttpBindings), {
    hostname: "localhost",
    errorHandler: refuseMalformed,
  });
  const { before, fastPath, host, port, connections = createConnectionLimits() } = options;
  const { readTurns = createReadTurns() } = options;
  const answerInTurn = (request: IncomingMessage, response: ServerResponse) => {
    if (!isRead(request.method ?? "")) return void answer(request, response);
    readTurns.run(() => {
      if (!response.destroyed) void answer(request, response);
    });
  };
  const server = createServer(serverOptions);
  server.maxRequestsPerSocket = 1000;
  connections.guard(server, (request, response) => {
    if (refuseEarly(request, response)) return;
    if (!before) return void (fastPath?.(request, response) || answerInTurn(request, response));
    before(request, response, (error) => {
      if (error === undefined) return void answer(request, response);
      response.writeHead(500, { "Content-Type": "text/plain; charset=utf-8" });
      response.end("The development server failed. See its terminal for the reason.\n");
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new ListenError(wordsFor(error, host, port), { cause: error })));
    server.listen(port, host, resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return { server, port: taken, url: urlOf(host, taken) };
}
