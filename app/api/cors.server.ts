import { isApiOrigin, isApiOriginOf } from "#app/organizations/api-origins.server.ts";
import type { HeaderReader, Sent } from "#app/platform/http/exchange.ts";
import { type MaybePromise, when } from "#app/platform/maybe-promise.ts";
import type { Services } from "#app/platform/services.ts";
import { type Admitted, keyIn } from "./door.server.ts";
import type { Route } from "./route.ts";

type Fields = Record<string, string>;

const SHOWN = "X-Request-Id, Retry-After, Idempotency-Replayed, ETag, Link";
const ACCEPTED =
  "Content-Type, Authorization, X-API-Key, Idempotency-Key, If-None-Match, Last-Event-ID, X-Request-Id";
/** How many other headers a preflight may name, and how long such a name may be. */
const MAX_OTHERS = 20;
const HEADER_NAME = /^[\w.-]{1,64}$/;

/**
 * What a browser is told about who may read this answer: everyone for public reads without a key; for everything else
 * the pages of the origins that the organisation has listed. Credentials of the browser are never asked for.
 */
export function corsHeaders(
  headers: HeaderReader,
  route: Route | undefined,
  admitted: Admitted | undefined,
  services: Services,
): MaybePromise<Fields> {
  if (route && isPublicRead(route) && keyIn(headers) === undefined) return FOR_ALL;
  const origin = headers.get("Origin");
  if (!isOrigin(origin)) return FOR_NOBODY;
  const listed = admitted
    ? known(isApiOriginOf(services.db, admitted.ctx.organizationId, origin))
    : known(isApiOrigin(services.db, origin));
  return when(listed, (yes) =>
    yes ? { "Access-Control-Allow-Origin": origin, ...shown, ...FOR_NOBODY } : FOR_NOBODY,
  );
}

/**
 * Answers a browser that asks before it calls. Whose key it will send is not known yet, so an origin that any
 * organisation has listed may ask; the answer itself is then shown to those of the key's organisation only.
 */
export async function preflight(
  asked: HeaderReader,
  routes: readonly Route[],
  services: Services,
): Promise<Sent> {
  const methods = routes.map((route) => route.method.toUpperCase());
  const allow = [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])].join(
    ", ",
  );
  const headers: Fields = { Allow: allow, "Cache-Control": "no-store", Vary: "Origin" };
  const wanted = asked.get("Access-Control-Request-Method");
  const origin = asked.get("Origin");
  if (wanted !== null && isOrigin(origin)) {
    const named = asked.get("Access-Control-Request-Headers") ?? "";
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
 * Returns the headers that a page may send: those that the API reads, and what else it asked for. Tracing adds `traceparent`,
 * `baggage` and the like to every request of a page; the API ignores them, so there is nothing to refuse.
 */
function acceptedOf(named: string): string {
  const known = ACCEPTED.toLowerCase().split(", ");
  const others = named
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => HEADER_NAME.test(name) && !known.includes(name));
  return [ACCEPTED, ...others.slice(0, MAX_OTHERS)].join(", ");
}

const shown = { "Access-Control-Expose-Headers": SHOWN };
const FOR_ALL: Fields = { "Access-Control-Allow-Origin": "*", ...shown };
const FOR_NOBODY: Fields = { Vary: "Origin" };

function isPublicRead({ method, access }: Route): boolean {
  return method === "get" && ("open" in access || access.keyless === true);
}

function isOrigin(text: string | null): text is string {
  return text !== null && /^https?:\/\/[\x21-\x7e]{1,255}$/.test(text);
}

/** A database that does not answer must not turn a finished answer into an error: then nobody is listed. */
function known(listed: MaybePromise<boolean>): MaybePromise<boolean> {
  return listed instanceof Promise ? listed.catch(() => false) : listed;
}
