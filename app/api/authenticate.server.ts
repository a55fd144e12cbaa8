import { LRUCache } from "lru-cache";
import { noteKeyUse } from "#app/organizations/api-keys.server.ts";
import { nameOfKey, SCOPES, type Scope } from "#app/organizations/key-secret.ts";
import { findKey, isAllowedFrom } from "#app/organizations/known-keys.server.ts";
import { findOrganizationBySlug, listOrganizations } from "#app/organizations/organizations.server.ts";
import { cachePerDatabase } from "#app/platform/async-cache.ts";
import { now } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { HeaderReader } from "#app/platform/http/exchange.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import { type MaybePromise, when } from "#app/platform/maybe-promise.ts";
import { equalInConstantTime } from "#app/platform/secrets.ts";
import type { LimitKind, Services } from "#app/platform/services.ts";
import type { Db } from "#db/client.ts";
import { ApiError } from "./errors.ts";
import type { Access, Caller } from "./route.ts";

/** API keys from environment variables have no row; these ids stand for them in the history. */
const ENVIRONMENT_KEYS = {
  API_KEY: { id: "00000000-0000-4000-8000-00000000a001", scopes: ["read", "book"] },
  ADMIN_API_KEY: { id: "00000000-0000-4000-8000-00000000a002", scopes: SCOPES },
} as const satisfies Record<string, { id: string; scopes: readonly Scope[] }>;

export interface Admitted {
  ctx: Ctx;
  caller: Caller;
}

/** The parts of a request that authentication reads. */
export interface ApiClient {
  headers: HeaderReader;
  method: string;
  /** The value of `?organization=`: the organisation that a request without a key addresses. */
  slug: string | undefined;
  host: HostContext;
}

/**
 * Authenticates and authorises a request and applies its rate limit. Throws an ApiError: MISSING_API_KEY,
 * INVALID_API_KEY, FORBIDDEN (network, scope or organisation), RATE_LIMITED, or NOT_FOUND for an unknown organisation.
 */
export function admit(visitor: ApiClient, access: Access, services: Services): MaybePromise<Admitted> {
  return when(identify(visitor, services), (caller) => {
    countIn(visitor, caller, services);
    if (caller.kind === "keyless" && !("open" in access) && !access.keyless) {
      throw new ApiError("MISSING_API_KEY", { headers: { "WWW-Authenticate": "Bearer" } });
    }
    if (caller.kind === "key" && "scope" in access && !caller.scopes.includes(access.scope)) {
      throw new ApiError("FORBIDDEN", { message: `This key lacks the scope "${access.scope}".` });
    }
    return when(organizationOf(visitor, caller, services), (organizationId) => {
      const { host } = visitor;
      const actor =
        caller.kind === "key" ? ({ kind: "key", id: caller.id } as const) : { kind: "guest" as const };
      const ctx: Ctx = {
        db: services.db,
        signer: services.signer,
        organizationId,
        now: now(),
        actor,
        actsAs: "program",
        source: { channel: "api", requestId: host.requestId, clientAddress: host.clientAddress },
        // Lazy: most requests log nothing.
        get log() {
          return host.log;
        },
      };
      if (caller.kind === "key") noteUse(ctx, caller.id);
      return { ctx, caller };
    });
  });
}

/** Returns the API key in the headers, unchecked; "" for a malformed Authorization header. */
export function keyIn(headers: HeaderReader): string | undefined {
  const own = headers.get("X-API-Key");
  if (own !== null) return own;
  const authorization = headers.get("Authorization");
  return authorization === null ? undefined : (/^Bearer +(\S{1,300})$/i.exec(authorization)?.[1] ?? "");
}

function identify(visitor: ApiClient, services: Services): MaybePromise<Caller> {
  const key = keyIn(visitor.headers);
  if (key === undefined) return KEYLESS;
  for (const name of ["API_KEY", "ADMIN_API_KEY"] as const) {
    const expected = services.env[name];
    if (expected === undefined || !equalInConstantTime(expected, key)) continue;
    return when(firstOrganization(services.db), (first) => {
      if (first === undefined) {
        throw new ApiError("NOT_FOUND", { message: "No organisation exists yet. Create one first." });
      }
      return { kind: "key", ...ENVIRONMENT_KEYS[name], name, organizationId: first };
    });
  }
  return when(findKey(services.db, key), (holder) => {
    const { clientAddress, line } = visitor.host;
    if (holder && (holder.expiresAt === null || holder.expiresAt > now())) {
      const name = nameOfKey(holder.prefix);
      if (isAllowedFrom(clientAddress, holder)) return { kind: "key", ...holder, name };
      if (line) line.principal = name;
      // Counted by network: a copied key that is used elsewhere must not use up the limit of its owner.
      take(services, "api-wrong-key", clientAddress);
      throw new ApiError("FORBIDDEN", { message: "This key is not allowed from this network." });
    }
    take(services, "api-wrong-key", clientAddress);
    throw new ApiError("INVALID_API_KEY", {
      headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' },
    });
  });
}

const KEYLESS: Caller = { kind: "keyless" };

/** Applies the rate limit: per key, or per network without one, where writes have a stricter limit than reads. */
function countIn(visitor: ApiClient, caller: Caller, services: Services): void {
  const reads = visitor.method === "GET" || visitor.method === "HEAD";
  if (caller.kind === "key") take(services, "api-key", caller.id);
  else take(services, reads ? "api-read" : "book", visitor.host.clientAddress);
}

function take(services: Services, kind: LimitKind, key: string): void {
  const verdict = services.rateLimits.consume(kind, key);
  if (!verdict.ok) {
    throw new ApiError("RATE_LIMITED", { headers: { "Retry-After": String(verdict.retryAfterSeconds) } });
  }
}

function organizationOf(visitor: ApiClient, caller: Caller, { db }: Services): MaybePromise<string> {
  const { slug } = visitor;
  if (caller.kind === "key" && slug === undefined) return caller.organizationId;
  return when(slug === undefined ? firstOrganization(db) : organizationNamed(db, slug), (id) => {
    if (caller.kind === "key") {
      if (id === caller.organizationId) return id;
      throw new ApiError("FORBIDDEN", { message: "This key belongs to another organisation." });
    }
    if (id === undefined) throw new ApiError("NOT_FOUND");
    return id;
  });
}

/** Organisation slugs change rarely, and a stale one exposes only public data for a second. */
const TTL_MS = 1_000;
const organizationsOf = cachePerDatabase<string | undefined>({ max: 1_000, ttl: TTL_MS });

function firstOrganization(db: Db): MaybePromise<string | undefined> {
  return remember(db, "", async () => (await listOrganizations(db, 1))[0]?.id);
}

function organizationNamed(db: Db, slug: string): MaybePromise<string | undefined> {
  if (!/^[a-z0-9-]{1,80}$/.test(slug)) return undefined;
  return remember(db, slug, async () => (await findOrganizationBySlug(db, slug))?.id);
}

function remember(db: Db, name: string, read: () => Promise<string | undefined>) {
  const cache = organizationsOf(db);
  const answer = cache.getOrRead(name, read);
  // Misses are not cached: the first organisation may be created at any moment.
  return when(answer, (id) => {
    if (id === undefined) cache.delete(name);
    return id;
  });
}

/** Keys whose use was recorded within the last minute. */
const noted = new LRUCache<string, true>({ max: 5_000, ttl: 60_000 });

function noteUse(ctx: Ctx, id: string): void {
  if (noted.has(id)) return;
  noted.set(id, true);
  noteKeyUse(ctx, id).catch((error) =>
    ctx.log.warn({ err: error }, "could not record the use of an API key"),
  );
}
