import { Resolver } from "node:dns/promises";
import { type ClientRequest, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { addressClassOf } from "#app/platform/network-addresses.ts";
import {
  checkUrl,
  hostOf,
  type Outgoing,
  type OutgoingAnswer,
  type OutgoingError,
  type OutgoingPost,
} from "#app/platform/outgoing.ts";

export interface OutgoingOptions {
  /** Lets tests reach this computer; the production configuration refuses it. */
  allowLoopback: boolean;
  /** Name servers to use instead of the system's. */
  nameServers?: string[];
  /** Certificates to trust instead of the system's. */
  ca?: string;
  /** Timeout for the complete exchange in ms, including name resolution. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 5_000;
const MAX_RESPONSE_BYTES = 64 * 1_024;
const EXCERPT_BYTES = 2 * 1_024;

/**
 * Creates the client for URLs that organisers choose, protected against SSRF: the name is resolved and checked for each
 * request, and the connection goes to exactly the checked address, so that the name cannot resolve differently in between.
 * Redirects are not followed, and a response is cut off after 64 KB.
 */
export function createOutgoing(options: OutgoingOptions): Outgoing {
  const { allowLoopback, nameServers, timeoutMs = TIMEOUT_MS } = options;
  const resolver = new Resolver({ timeout: Math.min(1_500, timeoutMs), tries: 2 });
  if (nameServers) resolver.setServers(nameServers);
  const post = async (sent: OutgoingPost): Promise<OutgoingAnswer> => {
    const started = performance.now();
    const latency = () => Math.round(performance.now() - started);
    const checked = checkUrl(sent.url, { allowLoopback });
    if (!checked.ok) return { error: "address-refused", latencyMs: latency() };
    const addresses = await addressesOf(hostOf(checked.url), resolver, allowLoopback);
    const [address] = addresses;
    if (address === undefined) return { error: "name-not-found", latencyMs: latency() };
    const mayReach = (each: string) => {
      const reach = addressClassOf(each);
      return reach === "public" || (allowLoopback && reach === "loopback");
    };
    if (!addresses.every(mayReach)) return { error: "address-refused", latencyMs: latency() };
    const left = Math.max(1, timeoutMs - latency());
    const answer = await exchange(open(checked.url, address, sent, options), sent.body, left);
    return { ...answer, latencyMs: latency() };
  };
  return { post, check: (url) => checkUrl(url, { allowLoopback }) };
}

/** Returns every address of a name, IPv4 first; the address itself if it is one. */
async function addressesOf(host: string, resolver: Resolver, allowLoopback: boolean): Promise<string[]> {
  if (isIP(host)) return [host];
  if (allowLoopback && /^(.+\.)?localhost$/.test(host)) return ["127.0.0.1"];
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return found.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
}

/** Opens a request whose socket connects to `address` while TLS and the Host header use the name. */
function open(url: URL, address: string, { headers, body }: OutgoingPost, { ca }: OutgoingOptions) {
  const host = hostOf(url);
  const common = {
    method: "POST",
    host: address,
    agent: false as const,
    maxHeaderSize: 16_384,
    path: `${url.pathname}${url.search}`,
    headers: {
      "User-Agent": "Reservo-Webhooks/1",
      "Accept-Encoding": "identity",
      ...headers,
      Host: url.host,
      "Content-Length": String(new TextEncoder().encode(body).length),
    },
  };
  if (url.protocol === "http:") return httpRequest({ ...common, port: url.port || 80 });
  const servername = isIP(host) ? "" : host;
  return httpsRequest({ ...common, port: url.port || 443, servername, ca });
}

type Exchange = { code: number; response: string } | { error: OutgoingError };

/** Sends the body and reads the response. Once a status has arrived it counts, even if the rest of the body never does. */
function exchange(request: ClientRequest, body: string, timeoutMs: number): Promise<Exchange> {
  return new Promise((resolve) => {
    let code: number | undefined;
    let timedOut = false;
    const chunks: Buffer[] = [];
    const settle = (error: OutgoingError) => {
      clearTimeout(timer);
      resolve(code === undefined ? { error } : { code, response: excerpt(chunks) });
      request.destroy();
    };
    const timer = setTimeout(() => {
      timedOut = true;
      settle("timed-out");
    }, timeoutMs);
    request.on("error", (error: NodeJS.ErrnoException) => settle(timedOut ? "timed-out" : wordFor(error)));
    request.on("response", (response) => {
      code = response.statusCode ?? 0;
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        if (size < EXCERPT_BYTES) chunks.push(chunk);
        size += chunk.length;
        if (size > MAX_RESPONSE_BYTES) settle("closed");
      });
      for (const end of ["end", "error", "close"]) response.on(end, () => settle("closed"));
    });
    request.end(body);
  });
}

/** Returns the first 2 KB as text that PostgreSQL accepts. */
function excerpt(chunks: Buffer[]): string {
  const bytes = Buffer.concat(chunks).subarray(0, EXCERPT_BYTES);
  return bytes.toString("utf8").replaceAll("\0", "\u{fffd}");
}

function wordFor({ code = "" }: NodeJS.ErrnoException): OutgoingError {
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL|EACCES|EPERM)$/.test(code)) {
    return "no-connection";
  }
  return /CERT|TLS|SSL|EPROTO|SIGNATURE|HANDSHAKE/.test(code) ? "tls-failed" : "closed";
}
