import { randomBytes } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { HeaderReader } from "#app/platform/http/exchange.ts";
import type { OpenStream } from "#app/platform/http/live-streams.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import { type RouteFacts, type RouteTable, UNKNOWN_ROUTE } from "#app/platform/http/route-facts.ts";
import type { Log } from "#app/platform/log.ts";
import { canonicalPath } from "./canonical-path.ts";
import { createClientFinder } from "./client-address.ts";
import { isTrusted, publicOriginOf } from "./csrf.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import type { HostStreams } from "./live-streams.ts";
import { requestIdOf } from "./request-id.ts";
import { warnOfUnnamedProxy } from "./unnamed-proxies.ts";

/** Types of the host's own Hono context. */
export interface HostEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { host: HostContext; incoming: IncomingRequest };
}

export interface RequestContextOptions {
  log: Log;
  publicOrigin?: string | undefined;
  trustedProxies?: readonly string[];
}

/** The parts of a request that identify its client. */
interface RequestFacts {
  method: string;
  headers: HeaderReader;
  url: Pick<URL, "origin" | "host">;
  /** The other end of the connection. */
  remoteAddress: string | undefined;
  openStream: OpenStream;
}

/** Creates a function that resolves client address, request id and trust, once per request. */
export function createContextFactory(options: RequestContextOptions) {
  const findClient = createClientFinder(options.trustedProxies ?? []);
  const configured = options.publicOrigin;
  return ({ method, headers, url, remoteAddress, openStream }: RequestFacts): HostContext => {
    const forwardedFor = headers.get("x-forwarded-for");
    const client = findClient(remoteAddress, forwardedFor);
    if (forwardedFor !== null && !client.viaProxy) warnOfUnnamedProxy(options.log, client.address);
    const origin = publicOriginOf({ configured, url, viaProxy: client.viaProxy, headers });
    const requestId = requestIdOf(headers);
    let nonce: string | undefined;
    let log: Log | undefined;
    return {
      requestId,
      // Created on demand: most responses need neither nonce nor logger, and the API needs no trust.
      get nonce() {
        nonce ??= randomBytes(16).toString("base64");
        return nonce;
      },
      get log() {
        log ??= options.log.child({ req_id: requestId });
        return log;
      },
      get trusted() {
        return isTrusted({ method, headers, publicOrigin: origin, isConfigured: configured !== undefined });
      },
      clientAddress: client.address,
      origin,
      secure: origin.startsWith("https://"),
      line: {},
      openStream,
    };
  };
}

/** Returns the route facts of a malformed path: they decide whether the "not found" is the API's JSON or a page. */
function malformedRoute(pathname: string, routes: RouteTable): RouteFacts {
  const found = routes.resolve(pathname.toLowerCase());
  return found.surface === "api" ? found : UNKNOWN_ROUTE;
}

interface ReaderOptions extends RequestContextOptions {
  routeTable: RouteTable;
  streams: HostStreams;
}

/** Creates a function that does so for a web `Request`, and finds what is declared for its path. */
export function createRequestReader(options: ReaderOptions) {
  const createContext = createContextFactory(options);
  return (c: Context<HostEnv>): IncomingRequest => {
    const { headers, method } = c.req.raw;
    const url = new URL(c.req.url);
    const context = createContext({
      method,
      headers,
      url,
      remoteAddress: c.env?.incoming?.socket?.remoteAddress,
      openStream: (start, more) => options.streams.opener(incoming, c.env?.outgoing)(start, more),
    });
    const path = canonicalPath(url.pathname);
    const { routeTable } = options;
    const route = path === undefined ? malformedRoute(url.pathname, routeTable) : routeTable.resolve(path);
    const incoming: IncomingRequest = { request: c.req.raw, url, path, route, context };
    return incoming;
  };
}
