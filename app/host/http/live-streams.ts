import type { ServerResponse } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { LiveMessage, OpenStream, Send } from "#app/platform/http/live-streams.ts";
import { networkOf } from "#app/platform/http/network.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { createNetworkCounts } from "../connections/network-counts.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { securityHeaders } from "./security-headers.ts";

export interface LiveStreamOptions {
  /** The most streams at a time; each takes about 25 kB. */
  most?: number;
  /** The most of one network, which may be a whole school behind one address. */
  mostOfNetwork?: number;
  /** How often a comment line keeps proxies from closing what is quiet, in milliseconds. */
  pingMs?: number;
  /** A reader that is so many bytes behind is let go; it comes back by itself. */
  mostBehind?: number;
  draining(): boolean;
  development?: boolean;
}

export interface HostStreams {
  /** How the request that came by this connection is answered with a stream. */
  opener(incoming: IncomingRequest, outgoing: HttpBindings["outgoing"] | undefined): OpenStream;
  /** How many are open. */
  count(): number;
  /** Asks all readers to come back at different times, and ends their streams. */
  end(): void;
}

const ALREADY_SENT = "x-hono-already-sent";
const PING = Buffer.from(": \n\n");
const COMES_BACK_AFTER = Buffer.from("retry: 2000\n\n");
const SPREAD_MS = 5_000;

/** A message as it stands on the wire. Data of several lines would need several fields; ours is JSON, in one. */
function encode({ event, id, data }: LiveMessage): Buffer {
  const fields = [event && `event: ${event}`, id && `id: ${id}`, `data: ${data}`].filter(Boolean);
  return Buffer.from(`${fields.join("\n")}\n\n`);
}

/** Live streams by raw responses: one buffer a message for all readers, one timer for all pings. */
export function createLiveStreams(options: LiveStreamOptions): HostStreams {
  const { most = 5_000, mostOfNetwork = 500, pingMs = 15_000, mostBehind = 65_536, draining } = options;
  const open = new Set<ServerResponse>();
  const networks = createNetworkCounts();
  const encoded = new WeakMap<LiveMessage, Buffer>();
  let pings: ReturnType<typeof setInterval> | undefined;

  const write = (response: ServerResponse, bytes: Buffer) => {
    if (response.writableLength > mostBehind) response.destroy();
    else response.write(bytes);
  };
  const ping = () => {
    for (const response of open) write(response, PING);
  };

  const begin = (response: ServerResponse, network: string, start: (send: Send) => () => void) => {
    open.add(response);
    networks.add(network, 1);
    pings ??= setInterval(ping, pingMs).unref();
    response.write(COMES_BACK_AFTER);
    const stop = start((message) => {
      const bytes = encoded.get(message) ?? encode(message);
      encoded.set(message, bytes);
      if (open.has(response)) write(response, bytes);
    });
    response.once("close", () => {
      open.delete(response);
      networks.add(network, -1);
      stop();
      if (open.size === 0) {
        clearInterval(pings);
        pings = undefined;
      }
    });
  };

  return {
    opener:
      (incoming, outgoing) =>
      (start, headers = {}) => {
        const network = networkOf(incoming.context.clientAddress);
        const hasRoom = open.size < most && networks.of(network) < mostOfNetwork;
        if (draining() || !hasRoom || !outgoing || !("writableLength" in outgoing))
          return refuseStream(incoming);
        const all = { ...headers, ...headersOf(incoming, options.development ?? false) };
        if (incoming.request.method === "HEAD") return new Response(null, { headers: all });
        // A visitor who has gone already would never be heard of again.
        if (outgoing.destroyed) return marked();
        (outgoing as ServerResponse).writeHead(200, all);
        begin(outgoing as ServerResponse, network, start);
        return marked();
      },
    count: () => open.size,
    end() {
      for (const response of open) {
        response.end(`retry: ${Math.round(Math.random() * SPREAD_MS)}\n\n`);
      }
    },
  };
}

/** The mark of a response that is written already. A new one each time, since others may add headers to it. */
function marked(): Response {
  return new Response(null, { headers: { [ALREADY_SENT]: "true" } });
}

export function isAlreadySent(response: Response): boolean {
  return response.headers.has(ALREADY_SENT);
}

/**
 * What the server is given for it. It takes its own kind of Response for one to send, mark or not, and leaves a plain
 * one alone.
 */
export function leaveAlone(): Response {
  return marked().clone();
}

/** A stream is written past the frame that adds headers to other responses, so it brings its own. */
function headersOf({ route, context }: IncomingRequest, development: boolean): Record<string, string> {
  const { nonce, secure, requestId } = context;
  return {
    ...securityHeaders(route.surface, { nonce, secure, development }),
    "X-Request-Id": requestId,
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
  };
}

function refuseStream({ route, context }: IncomingRequest): Response {
  const message = "No live stream is available at the moment. Retry after the time in Retry-After.";
  const code = "OVERLOADED";
  const headers = {
    "Cache-Control": "no-store",
    "Retry-After": String(1 + Math.floor(Math.random() * 5)),
  };
  if (route.surface === "api") {
    return Response.json(
      { error: code, message, requestId: context.requestId },
      { status: statusOf(code), headers },
    );
  }
  return new Response(`${message}\n`, {
    status: statusOf(code),
    headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" },
  });
}
