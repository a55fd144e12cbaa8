import { type Context, Hono, type MiddlewareHandler } from "hono";
import type { HostedApi } from "#app/platform/http/exchange.ts";
import type { RouteTable } from "#app/platform/http/route-facts.ts";
import { isPoolExhausted } from "#db/client.ts";
import { createAccessLog } from "../logging/access-log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { BodyBroken, BodyTooLarge, readBody, USUAL_BODY_LIMIT } from "./body.ts";
import { cleanRequest } from "./clean-request.ts";
import { finishedBody } from "./compression.ts";
import { createEarlyResponses, refusalOptions } from "./early-responses.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { alreadySentResponse, createLiveStreams, type HostStreams, isAlreadySent } from "./live-streams.ts";
import { createPageResponder, isRead, type PageOptions } from "./page-responder.ts";
import { type HostRefusal, type RefusalOptions, refuse } from "./refusals.ts";
import { createRequestReader, type HostEnv, type RequestContextOptions } from "./request-context.ts";
import { headersAlike, isAlike, securityHeaders } from "./security-headers.ts";
import { createStaticFiles } from "./static-files.ts";
import type { Readiness } from "./status-routes.ts";

export interface HostAppOptions extends RequestContextOptions, Omit<PageOptions, "isUnavailable"> {
  mode: "development" | "production";
  metrics: Metrics;
  /** The declarations of the routes. */
  routeTable: RouteTable;
  /** Path of the public style sheet, which the host's own pages link; undefined in development. */
  styleSheet?: string | undefined;
  /** The folder of the browser build; undefined in development. */
  clientRoot?: string | undefined;
  metricsToken?: string | undefined;
  /** Whether this instance may receive visitors, for /ready. */
  isReady(): Promise<Readiness>;
  /** True once a graceful shutdown has begun. */
  draining?(): boolean;
  /** The live streams, which a graceful shutdown ends. */
  streams?: HostStreams;
  /** The API, if there is one. */
  api?: HostedApi | undefined;
  /** Adds routes that come before the pages: live streams for pages. */
  routes?(app: Hono<HostEnv>): void;
  /**
   * Returns the sites that may frame the embed page at this canonical path, as sources of a content policy. Called for
   * every response there, errors included; if it rejects, framing is forbidden.
   */
  frameSites?(path: string): Promise<readonly string[]>;
  /** The second origin on which the admin previews embedded forms. */
  previewOrigin?: string | undefined;
  /** Maximum size in bytes of a body to this canonical path; 64 KiB unless given. */
  bodyLimit?(path: string): number | undefined;
  /** Whether a dependency of pages is unreachable right now; checked when a page has failed. By default /ready decides. */
  isUnavailable?(): Promise<boolean>;
}

type HostMiddleware = MiddlewareHandler<HostEnv>;

const hasNoBody = (method: string) => isRead(method) || method === "OPTIONS";

async function findFrameSites(path: string, { context }: IncomingRequest, options: HostAppOptions) {
  try {
    return (await options.frameSites?.(path)) ?? [];
  } catch (error) {
    context.log.error({ err: error }, "the frame sources of a page could not be read");
    return [];
  }
}

/** Adds the headers every response needs and drops those this surface must not send. */
async function applyResponseHeaders(
  response: Response,
  incoming: IncomingRequest,
  options: HostAppOptions,
): Promise<Response> {
  const { path = "/", request, context } = incoming;
  const { surface } = incoming.route;
  const { secure, requestId } = context;
  const development = options.mode === "development";
  const [bare, headers] = withOwnHeaders(response);
  const frameSites = surface === "embed" ? await findFrameSites(path, incoming, options) : [];
  const { previewOrigin } = options;
  const security = isAlike(surface)
    ? headersAlike(surface, { secure, development })
    : Object.entries(
        securityHeaders(surface, { nonce: context.nonce, secure, development, frameSites, previewOrigin }),
      );
  for (const [name, value] of security) headers.set(name, value);
  headers.set("X-Request-Id", requestId);
  if (surface === "embed") headers.delete("Set-Cookie");
  if (options.draining?.()) headers.set("Connection", "close");
  const body = await finishedBody(bare, headers, request.headers.get("accept-encoding"));
  return body ? new Response(body, { status: bare.status, headers }) : bare;
}

/**
 * Returns a response with mutable headers: the given one if possible, since the server sends an untouched text or byte
 * array much faster than a stream, and reading `body` turns it into one.
 */
function withOwnHeaders(response: Response): [Response, Headers] {
  const { headers } = response;
  try {
    headers.delete("Connection");
    return [response, headers];
  } catch {
    const copy = new Response(response.body, response);
    return [copy, copy.headers];
  }
}

/**
 * Returns the response to HEAD: that of GET without its body. The server adds Content-Length to a GET where the header is
 * missing, so it is added here before the body is dropped.
 */
async function headOf(response: Response): Promise<Response> {
  const { status, headers } = response;
  if (response.body && !headers.has("Content-Length")) {
    headers.set("Content-Length", String((await response.arrayBuffer()).byteLength));
  }
  return new Response(null, { status, headers });
}

function createFailure(styleSheet: string | undefined) {
  return (error: unknown, incoming: IncomingRequest): Response => {
    const no = (refusal: HostRefusal) => refuse(refusal, refusalOptions(incoming, styleSheet));
    if (error instanceof BodyTooLarge) return no("too-large");
    if (error instanceof BodyBroken) return no("malformed");
    if (isPoolExhausted(error)) {
      incoming.context.log.warn({}, "a request timed out waiting for a database connection");
      return no("busy");
    }
    incoming.context.log.error({ err: error }, "a request failed");
    return no("failed");
  };
}

/** Adds the CORS headers to an API response that the host creates itself. */
async function shareRefusal(
  response: Response,
  { request, url }: IncomingRequest,
  api: HostedApi | undefined,
) {
  const { headers, method } = request;
  if (!api || !url.pathname.startsWith(api.base)) return response;
  const sharing = await api.corsHeaders({ method, path: url.pathname, headers });
  for (const [name, value] of Object.entries(sharing)) response.headers.append(name, value);
  return response;
}

/** Passes a web `Request` to the API; see api-fast-path.ts for requests that need not become one. */
async function answerCall(
  api: HostedApi,
  { request, url, context, body }: IncomingRequest,
): Promise<Response> {
  const { headers } = request;
  const method = request.method === "HEAD" ? "GET" : request.method;
  const { pathname: path, search } = url;
  const sent = await api.respond({ method, path, search, headers, body, host: context });
  if (sent instanceof Response) return sent;
  return new Response(sent.body ?? null, { status: sent.status, headers: sent.headers });
}

/** Reads the body of a write within its bounds, so that every handler gets a clean and complete request. */
function takeBody(options: HostAppOptions): HostMiddleware {
  return async (c, next) => {
    if (!hasNoBody(c.req.method)) {
      const { incoming } = c.var;
      const { context, path = "/", route } = incoming;
      const body = await readBody(c.req.raw, options.bodyLimit?.(path) ?? USUAL_BODY_LIMIT);
      incoming.body = body;
      const { surface } = route;
      if (surface !== "api") c.req.raw = cleanRequest(c.req.raw, context, surface, { body });
      const end = options.readTurns.beginWrite();
      return next().finally(end);
    }
    await next();
  };
}

function frame(
  options: HostAppOptions,
  styleSheet: string | undefined,
  respondEarly: ReturnType<typeof createEarlyResponses>,
) {
  const development = options.mode === "development";
  const draining = options.draining ?? (() => false);
  const streams = options.streams ?? createLiveStreams({ draining, development });
  const readRequest = createRequestReader({ ...options, streams });
  const logAccess = createAccessLog(options.metrics, options.log);
  const failure = createFailure(styleSheet);
  const note = ({ request, path, route, context }: IncomingRequest, status: number, startedAt: number) =>
    logAccess({ method: request.method, path, route, context }, status, startedAt);
  const share = (response: Response, incoming: IncomingRequest) =>
    shareRefusal(response, incoming, options.api);
  const middleware: HostMiddleware = async (c, next) => {
    const startedAt = performance.now();
    const incoming = readRequest(c);
    c.set("incoming", incoming);
    c.set("host", incoming.context);
    let response: Response;
    try {
      const early = await respondEarly(incoming);
      if (!early) await next();
      // A live stream writes to the socket itself; its marker response must be passed on unchanged.
      if (!early && isAlreadySent(c.res)) {
        c.res = undefined;
        c.res = alreadySentResponse();
        return note(incoming, 200, startedAt);
      }
      response = await applyResponseHeaders(early ? await share(early, incoming) : c.res, incoming, options);
    } catch (error) {
      response = await applyResponseHeaders(
        await share(failure(error, incoming), incoming),
        incoming,
        options,
      );
    }
    if (c.req.raw.method === "HEAD") response = await headOf(response);
    // Cleared first, or Hono would copy the headers of the old response.
    c.res = undefined;
    c.res = response;
    note(incoming, response.status, startedAt);
  };
  return middleware;
}

/**
 * Creates the web host around the pages. Every request gets an id, a security origin and bounds on its size; every
 * response, errors included, gets its security headers and an access log line. Errors thrown by pages and routes are
 * logged, and the visitor gets a page with the request id.
 */
export function createHostApp(options: HostAppOptions): Hono<HostEnv> {
  const files = createStaticFiles(options.clientRoot);
  const { styleSheet } = options;
  const respondEarly = createEarlyResponses({
    files,
    styleSheet,
    status: {
      isReady: options.isReady,
      draining: options.draining ?? (() => false),
      metrics: options.metrics,
      metricsToken: options.metricsToken,
      openMetrics: options.mode === "development",
    },
  });
  const no = (refusal: HostRefusal, incoming: IncomingRequest, more: Partial<RefusalOptions> = {}) =>
    refuse(refusal, { ...refusalOptions(incoming, styleSheet), ...more });
  const isUnavailable = options.isUnavailable ?? (async () => !(await options.isReady()).ready);
  const answerPage = createPageResponder({ ...options, isUnavailable }, no);
  const page = (c: Context<HostEnv>) => {
    const { incoming } = c.var;
    if (incoming.route.surface !== "api") return answerPage(incoming, c.env, c.req.raw);
    return options.api ? answerCall(options.api, incoming) : no("not-found", incoming);
  };

  const failure = createFailure(styleSheet);
  const app = new Hono<HostEnv>();
  app.onError((error, c) => shareRefusal(failure(error, c.var.incoming), c.var.incoming, options.api));
  app.use("*", frame(options, styleSheet, respondEarly), takeBody(options));
  options.routes?.(app);
  app.all("*", page);
  return app;
}
