import { isApiOrigin, isApiOriginOf } from "#app/organizations/api-origins.server.ts";
import type { HeaderReader, ResponseParts } from "#app/platform/http/exchange.ts";
import { type MaybePromise, when } from "#app/platform/maybe-promise.ts";
import type { Services } from "#app/platform/services.ts";
import { type Admitted, keyIn } from "./authenticate.server.ts";
import type { Route } from "./route.ts";

type Fields = Record<string, string>;

const EXPOSED_HEADERS = "X-Request-Id, Retry-After, Idempotency-Replayed, ETag, Link";
const ALLOWED_HEADERS =
  "Content-Type, Authorization, X-API-Key, Idempotency-Key, If-None-Match, Last-Event-ID, X-Request-Id";
/** Bounds on the number and length of additional header names that a preflight may allow. */
const MAX_OTHERS = 20;
const HEADER_NAME = /^[\w.-]{1,64}$/;

/**
 * Returns the CORS headers of a response: any origin may read public reads without a key; everything else is limited to
 * the origins listed by the organisation. Browser credentials are never allowed.
 */
export function corsHeaders(
  headers: HeaderReader,
  route: Route | undefined,
  admitted: Admitted | undefined,
  services: Services,
): MaybePromise<Fields> {
  if (route && isPublicRead(route) && keyIn(headers) === undefined) return SHARED_WITH_ALL;
  const origin = headers.get("Origin");
  if (!isOrigin(origin)) return NOT_SHARED;
  const listed = admitted
    ? known(isApiOriginOf(services.db, admitted.ctx.organizationId, origin))
    : known(isApiOrigin(services.db, origin));
  return when(listed, (yes) =>
    yes ? { "Access-Control-Allow-Origin": origin, ...shown, ...NOT_SHARED } : NOT_SHARED,
  );
}

/**
 * Responds to a CORS preflight. The key is not known yet, so an origin listed by any organisation passes; the actual
 * response is then readable only for the origins of the key's organisation.
 */
export async function preflight(
  requestHeaders: HeaderReader,
  routes: readonly Route[],
  services: Services,
): Promise<ResponseParts> {
  const methods = routes.map((route) => route.method.toUpperCase());
  const allow = [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])].join(
    ", ",
  );
  const headers: Fields = { Allow: allow, "Cache-Control": "no-store", Vary: "Origin" };
  const wanted = requestHeaders.get("Access-Control-Request-Method");
  const origin = requestHeaders.get("Origin");
  if (wanted !== null && isOrigin(origin)) {
    const named = requestHeaders.get("Access-Control-Request-Headers") ?? "";
    const withKey = /x-api-key|authorization/i.test(named);
    const open = routes.some((route) => isPublicRead(route) && route.method.toUpperCase() === wanted);
    if (open && !withKey) headers["Access-Control-Allow-Origin"] = "*";
    else if (await known(isApiOrigin(services.db, origin))) headers["Access-Control-Allow-Origin"] = origin;
    headers["Access-Control-Allow-Methods"] = allow;
    headers["Access-Control-Allow-Headers"] = acceptedOf(named);
    headers["Access-Control-Max-Age"] = "600";
  }
  return { status: 204, headers };
}

/**
 * Returns the headers that a page may send: those the API reads, and the others it requested. Tracing adds `traceparent`,
 * `baggage` and the like to every request; the API ignores them, so there is no reason to refuse them.
 */
function acceptedOf(named: string): string {
  const known = ALLOWED_HEADERS.toLowerCase().split(", ");
  const others = named
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => HEADER_NAME.test(name) && !known.includes(name));
  return [ALLOWED_HEADERS, ...others.slice(0, MAX_OTHERS)].join(", ");
}

const shown = { "Access-Control-Expose-Headers": EXPOSED_HEADERS };
const SHARED_WITH_ALL: Fields = { "Access-Control-Allow-Origin": "*", ...shown };
const NOT_SHARED: Fields = { Vary: "Origin" };

function isPublicRead({ method, access }: Route): boolean {
  return method === "get" && ("open" in access || access.keyless === true);
}

function isOrigin(text: string | null): text is string {
  return text !== null && /^https?:\/\/[\x21-\x7e]{1,255}$/.test(text);
}

/** Treats a failed lookup as "not listed": a database outage must not turn a finished response into an error. */
function known(listed: MaybePromise<boolean>): MaybePromise<boolean> {
  return listed instanceof Promise ? listed.catch(() => false) : listed;
}
