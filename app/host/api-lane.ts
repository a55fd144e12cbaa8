import type { IncomingMessage, ServerResponse } from "node:http";
import type { HeaderReader, HostedApi, Sent } from "#app/platform/exchange.ts";
import type { HostContext } from "#app/platform/request-context.ts";
import type { HostAppOptions } from "./app.ts";
import { BodyBroken, USUAL_BODY_LIMIT } from "./body.ts";
import type { Lane } from "./listen.ts";
import { createHearing } from "./reception.ts";
import { refuseCall } from "./refusals.ts";
import { headersAlike } from "./security-headers.ts";
import { createWitness } from "./witness.ts";

/** An address that one of the web's kind would read no other way, and a host that it would write no other way. */
const PLAIN_ADDRESS = /^(\/[\w@+~-][\w.@+~-]*)+(\?[\w.,=&+~@:*%-]*)?$/;
const PLAIN_HOST =
  /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*(:(?!80$)\d{1,5})?$|^\d+\.\d+\.\d+\.\d+(:(?!80$)\d{1,5})?$/;
const LONGEST_ADDRESS = 4096;
const READS = "GET";
const METHODS = new Set([READS, "POST", "PUT", "PATCH", "DELETE"]);

/** What a request is about, taken apart. */
interface Call {
  method: string;
  path: string;
  search: string;
  headers: HeaderReader;
  context: HostContext;
}

/**
 * The short way of a call of the API: from the server's own request to the server's own answer, since those of the web's
 * kind cost more than most calls do. It takes only what is plain, and leaves everything else to the host app: streams,
 * HEAD and OPTIONS, odd addresses, headers that come twice, bodies that are too large or of unknown length. What it takes
 * is heard, answered, dressed and written down by the same parts as there; a test compares the two, header by header.
 */
export function createApiLane(options: HostAppOptions & { api: HostedApi }): Lane {
  const { api } = options;
  const hear = createHearing(options);
  const witness = createWitness(options.metrics, options.log);
  const limit = (path: string) => options.bodyLimit?.(path) ?? USUAL_BODY_LIMIT;

  const run = async (request: IncomingMessage, response: ServerResponse, startedAt: number) => {
    const call = callOf(request, hear);
    const { method, path, context } = call;
    const sent = await answer(api, call, request);
    send(response, sent, context, options);
    witness({ method, path: path.toLowerCase(), surface: "api", context }, sent.status, startedAt);
  };
  return (request, response) => {
    const startedAt = performance.now();
    if (!isPlain(request, api, limit)) return false;
    run(request, response, startedAt).catch((error) => {
      options.log.error({ err: error }, "an answer could not be sent");
      response.destroy();
    });
    return true;
  };
}

function isPlain(request: IncomingMessage, api: HostedApi, limit: (path: string) => number): boolean {
  const { method = "", url = "", headers, rawHeaders } = request;
  if (!url.startsWith(api.base) || url.length > LONGEST_ADDRESS || !METHODS.has(method)) return false;
  if (!PLAIN_ADDRESS.test(url) || !PLAIN_HOST.test(headers.host ?? "")) return false;
  const length = headers["content-length"];
  if (headers["transfer-encoding"] !== undefined || (method === READS && length !== undefined)) return false;
  const [path] = splitAddress(url);
  if (length !== undefined && !(Number(length) <= limit(path))) return false;
  let names = 0;
  for (const _name in headers) names += 1;
  return names * 2 === rawHeaders.length && !api.streams(method, path);
}

function splitAddress(url: string): [path: string, search: string] {
  const question = url.indexOf("?");
  return question < 0 ? [url, ""] : [url.slice(0, question), url.slice(question)];
}

function callOf(request: IncomingMessage, hear: ReturnType<typeof createHearing>): Call {
  const { method = "", url = "", headers: given, socket } = request;
  const [path, search] = splitAddress(url);
  const headers = { get: (name: string) => (given[name.toLowerCase()] as string | undefined) ?? null };
  const host = given.host ?? "";
  const context = hear({
    ...{ method, headers, remoteAddress: socket.remoteAddress },
    url: { origin: `http://${host}`, host },
    openStream() {
      throw new Error("A call that streams was not left to the host app.");
    },
  });
  return { method, path, search: search === "?" ? "" : search, headers, context };
}

async function answer(api: HostedApi, call: Call, request: IncomingMessage): Promise<Sent> {
  const { context: host, ...asked } = call;
  try {
    const body = call.method === READS ? undefined : await readWhole(request);
    const sent = await api.answer({ ...asked, body, host });
    if (!(sent instanceof Response)) return sent;
    throw new Error("A call that streams was not left to the host app.");
  } catch (error) {
    if (error instanceof BodyBroken) return refuseCall("malformed", host.requestId);
    host.log.error({ err: error }, "a request failed");
    return refuseCall("failed", host.requestId);
  }
}

/** The server itself cuts a body off at the length that was announced, and ends one that is too slow. */
function readWhole(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => void parts.push(part));
    request.once("end", () => resolve(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)));
    const broken = () => reject(new BodyBroken("The body broke off."));
    request.once("error", broken);
    request.once("close", broken);
  });
}

function send(response: ServerResponse, sent: Sent, context: HostContext, options: HostAppOptions): void {
  const { status, headers, body } = sent;
  const { secure, requestId } = context;
  const all: string[] = [];
  for (const name in headers) all.push(name, headers[name] as string);
  const alike = headersAlike("/api", { secure, development: options.mode === "development" });
  for (const [name, value] of alike) all.push(name, value);
  all.push("X-Request-Id", requestId);
  if (body !== undefined) all.push("Content-Length", String(Buffer.byteLength(body)));
  if (options.draining?.()) all.push("Connection", "close");
  response.writeHead(status, all);
  response.end(body);
}
