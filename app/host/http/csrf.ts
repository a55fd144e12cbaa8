import type { HeaderReader } from "#app/platform/http/exchange.ts";

/** Returns the public origin of Reservo: from the setting or, without one, from the request. */
export function publicOriginOf(request: {
  configured?: string | undefined;
  /** The origin and host of the request's own URL. */
  url: Pick<URL, "origin" | "host">;
  viaProxy: boolean;
  headers: HeaderReader;
}): string {
  if (request.configured) return request.configured;
  if (!request.viaProxy) return request.url.origin;
  const scheme = request.headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
  const host = request.headers.get("x-forwarded-host")?.split(",")[0]?.trim() ?? request.url.host;
  const origin = `${scheme === "https" ? "https" : "http"}://${host}`;
  const isPlain = /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) && URL.canParse(origin);
  return isPlain ? new URL(origin).origin : request.url.origin;
}

/**
 * Returns whether a request may change something in the visitor's name (CSRF check). Reads always may. A write may if the
 * browser says that it comes from our own pages (Sec-Fetch-Site), or, in browsers without that header, if its Origin is ours.
 * Without either header nothing vouches for the request, so it may not.
 */
export function isTrusted(request: {
  method: string;
  headers: HeaderReader;
  publicOrigin: string;
  /**
   * False when the public origin was only read from the request; then the scheme, which a proxy may change, is not compared.
   */
  isConfigured: boolean;
}): boolean {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return true;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  if (request.isConfigured) return origin === request.publicOrigin;
  return /^https?:\/\//.test(origin) && new URL(origin).host === new URL(request.publicOrigin).host;
}
