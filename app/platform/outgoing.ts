import { reachOf } from "./network-addresses.ts";

/** What Reservo sends to an address that an organiser gave. */
export interface OutgoingPost {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Why no answer came: nothing was sent in the first two cases. */
export type OutgoingError =
  | "address-refused"
  | "name-not-found"
  | "no-connection"
  | "tls-failed"
  | "timed-out"
  | "closed";

/** A status and the beginning of the body, or why there is none. A redirect is an answer like any other. */
export type OutgoingAnswer = { latencyMs: number } & (
  | { code: number; response: string }
  | { error: OutgoingError }
);

/** The only way out to addresses that organisers choose; each call looks anew where the name leads, and never inside. */
export interface Outgoing {
  post(request: OutgoingPost): Promise<OutgoingAnswer>;
  /** Whether an address may be asked at all, as far as it can be told without asking its name. */
  check(url: string): UrlCheck;
}

export type UrlProblem = "malformed" | "not-https" | "credentials" | "port" | "private";
export type UrlCheck = { ok: true; url: URL } | { ok: false; problem: UrlProblem };

const LOCAL_NAMES = /^(localhost|.+\.(localhost|local|internal|intranet|lan|home\.arpa))$/;

/**
 * Whether a URL may be sent to, without asking its name: https, a usual port, no credentials, no address that is not
 * the internet's, in whatever spelling. With `allowLoopback` this computer may be asked too, without https as well.
 */
export function checkUrl(text: string, { allowLoopback }: { allowLoopback: boolean }): UrlCheck {
  if (!URL.canParse(text)) return { ok: false, problem: "malformed" };
  const url = new URL(text);
  const host = hostOf(url);
  const reach = reachOf(host);
  const isLoopback = reach === "loopback" || /^(.+\.)?localhost$/.test(host);
  const allowed = allowLoopback && isLoopback;
  if (url.protocol !== "https:" && !(allowed && url.protocol === "http:")) {
    return { ok: false, problem: "not-https" };
  }
  if (url.username || url.password) return { ok: false, problem: "credentials" };
  if (allowed) return { ok: true, url };
  if ((reach ?? "public") !== "public" || LOCAL_NAMES.test(host)) return { ok: false, problem: "private" };
  // Below 1024 live the services that speak something else.
  if (url.port !== "" && Number(url.port) < 1024) return { ok: false, problem: "port" };
  return { ok: true, url };
}

/** A URL's host as a resolver or a socket wants it: without brackets and without the dot of the root. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}
