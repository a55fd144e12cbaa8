import { addressClassOf } from "./network-addresses.ts";

/** A request to a URL that an organiser entered. */
export interface OutgoingPost {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Why there is no response: in the first two cases nothing was sent. */
export type OutgoingError =
  | "address-refused"
  | "name-not-found"
  | "no-connection"
  | "tls-failed"
  | "timed-out"
  | "closed";

/** A status and the beginning of the body, or why there is none. A redirect counts as a response. */
export type OutgoingAnswer = { latencyMs: number } & (
  | { code: number; response: string }
  | { error: OutgoingError }
);

/**
 * The only client for URLs that organisers enter; each request resolves the name again, and never connects to an internal
 * address.
 */
export interface Outgoing {
  post(request: OutgoingPost): Promise<OutgoingAnswer>;
  /** Returns whether a URL is allowed, as far as that is known without resolving its name. */
  check(url: string): UrlCheck;
}

export type UrlProblem = "malformed" | "not-https" | "credentials" | "port" | "private";
export type UrlCheck = { ok: true; url: URL } | { ok: false; problem: UrlProblem };

const LOCAL_NAMES = /^(localhost|.+\.(localhost|local|internal|intranet|lan|home\.arpa))$/;

/**
 * Checks whether a URL is allowed, without resolving its name: https, a usual port, no credentials, no address outside the
 * public internet, in whatever spelling. With `allowLoopback` this computer is allowed too, also without https.
 */
export function checkUrl(text: string, { allowLoopback }: { allowLoopback: boolean }): UrlCheck {
  if (!URL.canParse(text)) return { ok: false, problem: "malformed" };
  const url = new URL(text);
  const host = hostOf(url);
  const reach = addressClassOf(host);
  const isLoopback = reach === "loopback" || /^(.+\.)?localhost$/.test(host);
  const allowed = allowLoopback && isLoopback;
  if (url.protocol !== "https:" && !(allowed && url.protocol === "http:")) {
    return { ok: false, problem: "not-https" };
  }
  if (url.username || url.password) return { ok: false, problem: "credentials" };
  if (allowed) return { ok: true, url };
  if ((reach ?? "public") !== "public" || LOCAL_NAMES.test(host)) return { ok: false, problem: "private" };
  // Ports below 1024 belong to other protocols.
  if (url.port !== "" && Number(url.port) < 1024) return { ok: false, problem: "port" };
  return { ok: true, url };
}

/** Returns a URL's host for a resolver or a socket: without brackets and without the trailing dot. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}
