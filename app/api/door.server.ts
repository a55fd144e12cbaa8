import { LRUCache } from "lru-cache";
import { noteKeyUse } from "#app/organizations/api-keys.server.ts";
import { nameOfKey, SCOPES, type Scope } from "#app/organizations/key-secret.ts";
import { findKey } from "#app/organizations/known-keys.server.ts";
import { findOrganizationBySlug, listOrganizations } from "#app/organizations/organizations.server.ts";
import { now } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { HeaderReader } from "#app/platform/http/exchange.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import { type MaybePromise, when } from "#app/platform/maybe-promise.ts";
import { memoryOfEach } from "#app/platform/memory.ts";
import { equalInConstantTime } from "#app/platform/secrets.ts";
import type { LimitKind, Services } from "#app/platform/services.ts";
import type { Db } from "#db/client.ts";
import { ApiError } from "./errors.ts";
import type { Access, Caller } from "./route.ts";

/** The keys of the environment have no row; history names them by these ids. */
const ENVIRONMENT_KEYS = {
  API_KEY: { id: "00000000-0000-4000-8000-00000000a001", scopes: ["read", "book"] },
  ADMIN_API_KEY: { id: "00000000-0000-4000-8000-00000000a002", scopes: SCOPES },
} as const satisfies Record<string, { id: string; scopes: readonly Scope[] }>;

export interface Admitted {
  ctx: Ctx;
  caller: Caller;
}

/** What the door needs to know of a request. */
export interface Visitor {
  headers: HeaderReader;
  method: string;
  /** `?organization=`, which names whose data a call without a key is about. */
  slug: string | undefined;
  host: HostContext;
}

/**
 * Finds out who calls and for which organisation, and whether this call is theirs to make. Throws the ApiError that the
 * contract has for it: no key where one is needed, an unknown one, one without the scope, one of another organisation.
 */
export function admit(visitor: Visitor, access: Access, services: Services): MaybePromise<Admitted> {
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
        // Made when somebody writes to it.
        get log() {
          return host.log;
        },
      };
      if (caller.kind === "key") noteUse(ctx, caller.id);
      return { ctx, caller };
    });
  });
}

/** The key that a request carries, whoever it belongs to. */
export function keyIn(headers: HeaderReader): string | undefined {
  const own = headers.get("X-API-Key");
  if (own !== null) return own;
  const authorization = headers.get("Authorization");
  return authorization === null ? undefined : (/^Bearer +(\S{1,300})$/i.exec(authorization)?.[1] ?? "");
}

function identify(visitor: Visitor, services: Services): MaybePromise<Caller> {
  const key = keyIn(visitor.headers);
  if (key === undefined) return KEYLESS;
  for (const name of ["API_KEY", "ADMIN_API_KEY"] as const) {
    const expected = services.env[name];
    if (expected === undefined || !equalInConstantTime(expected, key)) continue;
    return when(firstOrganization(services.db), (first) => {
      if (first === undefined) {
        throw new ApiError("NOT_FOUND", { message: "There is no organisation yet: set one up first." });
      }
      return { kind: "key", ...ENVIRONMENT_KEYS[name], name, organizationId: first };
    });
  }
  return when(findKey(services.db, key), (holder) => {
    if (holder && (holder.expiresAt === null || holder.expiresAt > now())) {
      return { kind: "key", ...holder, name: nameOfKey(holder.prefix) };
    }
    take(services, "api-wrong-key", visitor.host.clientAddress);
    throw new ApiError("INVALID_API_KEY", {
      headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' },
    });
  });
}

const KEYLESS: Caller = { kind: "keyless" };

/** Keys are counted by key; calls without one by network, and those that change something more strictly. */
function countIn(visitor: Visitor, caller: Caller, services: Services): void {
  const reads = visitor.method === "GET" || visitor.method === "HEAD";
  if (caller.kind === "key") take(services, "api-key", caller.id);
  else take(services, reads ? "api-read" : "book", visitor.host.clientAddress);
}

function take(services: Services, kind: LimitKind, key: string): void {
  const verdict = services.rateLimits.take(kind, key);
  if (!verdict.ok) {
    throw new ApiError("RATE_LIMITED", { headers: { "Retry-After": String(verdict.retryAfterSeconds) } });
  }
}

function organizationOf(visitor: Visitor, caller: Caller, { db }: Services): MaybePromise<string> {
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

/** Names of organisations change rarely, and a wrong one for a second shows only what is public. */
const REMEMBERED_MS = 1_000;
const organizationsOf = memoryOfEach<string | undefined>({ max: 1_000, ttl: REMEMBERED_MS });

function firstOrganization(db: Db): MaybePromise<string | undefined> {
  return remember(db, "", async () => (await listOrganizations(db, 1))[0]?.id);
}

function organizationNamed(db: Db, slug: string): MaybePromise<string | undefined> {
  if (!/^[a-z0-9-]{1,80}$/.test(slug)) return undefined;
  return remember(db, slug, async () => (await findOrganizationBySlug(db, slug))?.id);
}

function remember(db: Db, name: string, read: () => Promise<string | undefined>) {
  const memory = organizationsOf(db);
  const answer = memory.recall(name, read);
  // Nothing there is asked again at once: the first organisation may be made this second.
  return when(answer, (id) => {
    if (id === undefined) memory.forget(name);
    return id;
  });
}

/** Keys whose use was noted less than a minute ago. */
const noted = new LRUCache<string, true>({ max: 5_000, ttl: 60_000 });

function noteUse(ctx: Ctx, id: string): void {
  if (noted.has(id)) return;
  noted.set(id, true);
  noteKeyUse(ctx, id).catch((error) => ctx.log.warn({ err: error }, "the use of a key was not noted"));
}
