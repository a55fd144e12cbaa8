import type { ServerResponse } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { LiveMessage, OpenStream, Send } from "#app/platform/http/live-streams.ts";
import { networkOf } from "#app/platform/http/network.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { createNetworkCounts } from "../connections/network-counts.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { securityHeaders } from "./security-headers.ts";

export interface LiveStreamOptions {
  /** Maximum number of streams; each takes about 25 kB. */
  maxStreams?: number;
  /** Maximum per network, which may be a whole school behind one address. */
  maxPerNetwork?: number;
  /** Interval of the comment lines that keep proxies from closing quiet streams, in milliseconds. */
  pingMs?: number;
  /** A reader with more than this many unsent bytes is disconnected; its browser reconnects by itself. */
  maxUnsentBytes?: number;
  draining(): boolean;
  development?: boolean;
}

export interface HostStreams {
  /** Returns the function that responds to the request on this connection with a stream. */
  opener(incoming: IncomingRequest, outgoing: HttpBindings["outgoing"] | undefined): OpenStream;
  /** Returns the number of open streams. */
  count(): number;
  /** Ends all streams and makes their readers reconnect at different times. */
  end(): void;
}

const ALREADY_SENT = "x-hono-already-sent";
const PING = Buffer.from(": \n\n");
const RECONNECT_DELAY = Buffer.from("retry: 2000\n\n");
const SPREAD_MS = 5_000;

/** Encodes a message for the wire. Data of several lines would need several fields; ours is JSON on one line. */
function encode({ event, id, data }: LiveMessage): Buffer {
  const fields = [event && `event: ${event}`, id && `id: ${id}`, `data: ${data}`].filter(Boolean);
  return Buffer.from(`${fields.join("\n")}\n\n`);
}

/** Creates live streams on raw responses: one buffer per message for all readers, one timer for all pings. */
export function createLiveStreams(options: LiveStreamOptions): HostStreams {
  const { maxStreams = 5_000, maxPerNetwork = 500, maxUnsentBytes = 65_536 } = options;
  const { pingMs = 15_000, draining } = options;
  const open = new Set<ServerResponse>();
  const networks = createNetworkCounts();
  const encoded = new WeakMap<LiveMessage, Buffer>();
  let pings: ReturnType<typeof setInterval> | undefined;

  const write = (response: ServerResponse, bytes: Buffer) => {
    if (response.writableLength > maxUnsentBytes) response.destroy();
    else response.write(bytes);
  };
  const ping = () => {
    for (const response of open) write(response, PING);
  };

  const begin = (response: ServerResponse, network: string, start: (send: Send) => () => void) => {
    open.add(response);
    networks.add(network, 1);
    pings ??= setInterval(ping, pingMs).unref();
    response.write(RECONNECT_DELAY);
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
        const hasRoom = open.size < maxStreams && networks.of(network) < maxPerNetwork;
        if (draining() || !hasRoom || !outgoing || !("writableLength" in outgoing))
          return refuseStream(incoming);
        const all = { ...headers, ...headersOf(incoming, options.development ?? false) };
        if (incoming.request.method === "HEAD") return new Response(null, { headers: all });
        // Its `close` event has already fired, so the stream would never be removed.
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

/** Returns a marker for a response that is already being written. It is new each time, since others may add headers to it. */
function marked(): Response {
  return new Response(null, { headers: { [ALREADY_SENT]: "true" } });
}

/** Returns true for a marker of a response that is already being written. */
export function isAlreadySent(response: Response): boolean {
  return response.headers.has(ALREADY_SENT);
}

/**
 * Returns a marker that the server ignores. The server sends its own Response class whether marked or not, and ignores only a
 * plain one.
 */
export function alreadySentResponse(): Response {
  return marked().clone();
}

/** Returns the headers of a stream, which bypasses the code that adds headers to other responses. */
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
