import type { IncomingMessage, ServerResponse } from "node:http";
import type {
  HeaderReader,
  HostedApi,
  HostedEndpoint,
  RequestParts,
  ResponseParts,
} from "#app/platform/http/exchange.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import type { Log } from "#app/platform/log.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import { createAccessLog } from "../logging/access-log.ts";
import type { HostAppOptions } from "./app.ts";
import { BodyBroken, USUAL_BODY_LIMIT } from "./body.ts";
import type { FastPath } from "./listen.ts";
import type { ReadTurns } from "./read-turns.ts";
import { refuseCall } from "./refusals.ts";
import { createContextFactory } from "./request-context.ts";
import { headersAlike } from "./security-headers.ts";

/** URLs and hosts that `new URL()` would leave unchanged. */
const PLAIN_ADDRESS = /^(\/[\w@+~-][\w.@+~-]*)+(\?[\w.,=&+~@:*%-]+)?$/;
const PLAIN_HOST = /^([a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*|\d+\.\d+\.\d+\.\d+)(:(?!80$)\d{1,5})?$/;
const MAX_URL_CHARACTERS = 4096;
const READS = "GET";
const METHODS = new Set([READS, "POST", "PUT", "PATCH", "DELETE"]);

type FastPathOptions = HostAppOptions & { api: HostedApi };

/**
 * Creates the fast path for API calls, which serves plain Node requests without building a web `Request` and `Response`;
 * those cost more than most calls do. Everything else is left to the host app: streams, HEAD and OPTIONS, unusual URLs,
 * repeated headers, bodies that are too large or of unknown length. Request context, handlers, headers and access log are
 * the same as there; a test compares both responses, header by header.
 */
export function createApiFastPath(options: FastPathOptions): FastPath {
  const { api, log, metrics } = options;
  const createContext = createContextFactory(options);
  const logAccess = createAccessLog(metrics, log);
  // All requests share these facts except the label, which the API itself sets.
  const route = options.routeTable.resolve(api.base);
  const queueSend = createSendQueue(log);
  return (request, response) => {
    const startedAt = performance.now();
    if (!isPlain(request, options)) return false;
    const { method = "", url = "" } = request;
    const [path, search] = splitAddress(url);
    const endpoint = api.find(method, path);
    if (!endpoint || endpoint.streams) return false;
    const headers = readerOf(request);
    const context = contextOf(request, headers, createContext);
    const deliver = (sent: ResponseParts) => {
      queueSend(() => send(response, sent, context, options));
      logAccess({ method, path: path.toLowerCase(), route, context }, sent.status, startedAt);
    };
    const parts = { method, path, search, headers, body: undefined, host: context };
    const sent = respond(endpoint, parts, request, options.readTurns);
    if (sent instanceof Promise) void sent.then(deliver);
    else deliver(sent);
    return true;
  };
}

/**
 * Returns a function that queues responses and sends them together at the end of the turn. Each response may wake its
 * client's process, which costs more than sending; one that is awake already needs no waking.
 */
function createSendQueue(log: Log): (send: () => void) => void {
  let waiting: (() => void)[] = [];
  const sendAll = () => {
    const all = waiting;
    waiting = [];
    for (const send of all) {
      try {
        send();
      } catch (error) {
        log.error({ err: error }, "an answer could not be sent");
      }
    }
  };
  return (send) => {
    if (waiting.push(send) === 1) setImmediate(sendAll);
  };
}

function isPlain(request: IncomingMessage, { api, bodyLimit }: FastPathOptions): boolean {
  const { method = "", url = "", headers, rawHeaders } = request;
  if (!url.startsWith(api.base) || url.length > MAX_URL_CHARACTERS || !METHODS.has(method)) return false;
  if (!PLAIN_ADDRESS.test(url) || !PLAIN_HOST.test(headers.host ?? "")) return false;
  const length = headers["content-length"];
  if (headers["transfer-encoding"] !== undefined || (method === READS && length !== undefined)) return false;
  const limit = bodyLimit?.(splitAddress(url)[0]) ?? USUAL_BODY_LIMIT;
  if (length !== undefined && !(Number(length) <= limit)) return false;
  let names = 0;
  for (const _name in headers) names += 1;
  return names * 2 === rawHeaders.length;
}

function splitAddress(url: string): [path: string, search: string] {
  const question = url.indexOf("?");
  return question < 0 ? [url, ""] : [url.slice(0, question), url.slice(question)];
}

/** Lower-case names of the few headers that are read, as Node has them. */
const served = new Map<string, string>();

function servedName(name: string): string {
  let known = served.get(name);
  if (known === undefined) {
    known = name.toLowerCase();
    served.set(name, known);
  }
  return known;
}

function readerOf({ headers }: IncomingMessage): HeaderReader {
  return { get: (name) => (headers[servedName(name)] as string | undefined) ?? null };
}

function contextOf(
  { method = "", headers: { host = "" }, socket }: IncomingMessage,
  headers: HeaderReader,
  createContext: ReturnType<typeof createContextFactory>,
): HostContext {
  const url = { origin: `http://${host}`, host };
  return createContext({ method, headers, url, remoteAddress: socket.remoteAddress, openStream: noStream });
}

function noStream(): never {
  throw new Error("A call that streams was not left to the host app.");
}

/** Responds synchronously to a request without a body whose handler does not wait. */
function respond(
  endpoint: HostedEndpoint,
  parts: RequestParts,
  request: IncomingMessage,
  readTurns: ReadTurns,
): MaybePromise<ResponseParts> {
  const failed = (error: unknown) => {
    const { requestId, log } = parts.host;
    if (error instanceof BodyBroken) return refuseCall("malformed", requestId);
    log.error({ err: error }, "a request failed");
    return refuseCall("failed", requestId);
  };
  const write = async (body: Uint8Array) => {
    const end = readTurns.beginWrite();
    try {
      return await (endpoint.respond({ ...parts, body }) as MaybePromise<ResponseParts>);
    } finally {
      end();
    }
  };
  try {
    const sent =
      parts.method === READS
        ? (endpoint.respond(parts) as MaybePromise<ResponseParts>)
        : readWhole(request).then(write);
    return sent instanceof Promise ? sent.catch(failed) : sent;
  } catch (error) {
    return failed(error);
  }
}

/** Reads a complete body. Node itself cuts it off at the announced length, and ends one that is too slow. */
function readWhole(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.once("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const broken = () => {
      if (!request.readableEnded) reject(new BodyBroken("The body broke off."));
    };
    request.once("error", broken);
    request.once("close", broken);
  });
}

function send(
  response: ServerResponse,
  sent: ResponseParts,
  context: HostContext,
  options: FastPathOptions,
): void {
  const { status, headers, body } = sent;
  const { secure, requestId } = context;
  const all: string[] = [];
  for (const name in headers) all.push(name, headers[name] as string);
  const alike = headersAlike("api", { secure, development: options.mode === "development" });
  for (const [name, value] of alike) all.push(name, value);
  all.push("X-Request-Id", requestId);
  const length = body === undefined ? 0 : Buffer.byteLength(body);
  if (body !== undefined) all.push("Content-Length", String(length));
  if (options.draining?.()) all.push("Connection", "close");
  response.writeHead(status, all);
  // Plain ASCII text has the same bytes in both encodings, and is sent several times faster as latin1.
  response.end(body, length === body?.length ? "latin1" : "utf8");
}
