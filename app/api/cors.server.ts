import { isApiOrigin, isApiOriginOf } from "#app/organizations/api-origins.server.ts";
import type { Services } from "#app/platform/services.ts";
import { type Admitted, keyIn } from "./door.server.ts";
import type { Route } from "./route.ts";

type Pairs = [name: string, value: string][];

const SHOWN = "X-Request-Id, Retry-After, Idempotency-Replayed, ETag, Link";
const ACCEPTED =
  "Content-Type, Authorization, X-API-Key, Idempotency-Key, If-None-Match, Last-Event-ID, X-Request-Id";

/**
 * What a browser is told about who may read this answer: everyone for public reads without a key; for everything else
 * the pages of the origins that the organisation has listed. Credentials of the browser are never asked for.
 */
export async function corsHeaders(
  request: Request,
  route: Route,
  admitted: Admitted | undefined,
  services: Services,
): Promise<Pairs> {
  if (isPublicRead(route) && keyIn(request.headers) === undefined) {
    return [["Access-Control-Allow-Origin", "*"], shown];
  }
  const origin = request.headers.get("Origin");
  const vary: Pairs = [["Vary", "Origin"]];
  if (!isOrigin(origin)) return vary;
  const listed = admitted
    ? await known(isApiOriginOf(services.db, admitted.ctx.organizationId, origin))
    : await known(isApiOrigin(services.db, origin));
  return listed ? [["Access-Control-Allow-Origin", origin], shown, ...vary] : vary;
}

/**
 * Answers a browser that asks before it calls. Whose key it will send is not known yet, so an origin that any
 * organisation has listed may ask; the answer itself is then shown to those of the key's organisation only.
 */
export async function preflight(request: Request, routes: Route[], services: Services): Promise<Response> {
  const methods = routes.map((route) => route.method.toUpperCase());
  const allow = [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])].join(
    ", ",
  );
  const headers = new Headers({ Allow: allow, "Cache-Control": "no-store", Vary: "Origin" });
  const wanted = request.headers.get("Access-Control-Request-Method");
  const origin = request.headers.get("Origin");
  if (wanted !== null && isOrigin(origin)) {
    const withKey = /x-api-key|authorization/i.test(
      request.headers.get("Access-Control-Request-Headers") ?? "",
    );
    const open = routes.some((route) => isPublicRead(route) && route.method.toUpperCase() === wanted);
    if (open && !withKey) headers.set("Access-Control-Allow-Origin", "*");
    else if (await known(isApiOrigin(services.db, origin)))
      headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Allow-Methods", allow);
    headers.set("Access-Control-Allow-Headers", ACCEPTED);
    headers.set("Access-Control-Max-Age", "600");
  }
  return new Response(null, { status: 204, headers });
}

const shown: [string, string] = ["Access-Control-Expose-Headers", SHOWN];

function isPublicRead({ method, access }: Route): boolean {
  return method === "get" && ("open" in access || access.keyless === true);
}

function isOrigin(text: string | null): text is string {
  return text !== null && /^https?:\/\/[\x21-\x7e]{1,255}$/.test(text);
}

/** A database that does not answer must not turn a finished answer into an error: then nobody is listed. */
async function known(listed: Promise<boolean>): Promise<boolean> {
  try {
    return await listed;
  } catch {
    return false;
  }
}
