import type { z } from "@hono/zod-openapi";
import type { Idempotency } from "#app/booking/request.ts";
import type { Scope } from "#app/organizations/key-secret.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { RequestParts } from "#app/platform/http/exchange.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import type { Services } from "#app/platform/services.ts";
import type { ErrorCode } from "./errors.ts";

/**
 * Who may call a route. `open`: anyone, with or without a key. `scope`: keys with this scope; with `keyless` also
 * requests without a key, which the route itself then authorises.
 */
export type Access = { open: true } | { scope: Scope; keyless?: true };

/** The authenticated caller. A key is known, active and not expired. */
export type Caller =
  | { kind: "key"; id: string; name: string; organizationId: string; scopes: readonly Scope[] }
  | { kind: "keyless" };

/** An authenticated, validated request, as handlers receive it. */
export interface ApiCall<Params = unknown, Query = unknown, Body = unknown> {
  ctx: Ctx;
  caller: Caller;
  params: Params;
  query: Query;
  body: Body;
  /** The Idempotency-Key for the engine; undefined if none was sent. */
  idempotency: Idempotency | undefined;
  request: RequestParts;
  host: HostContext;
  services: Services;
}

/** A handler's response. `replayed`: it was stored under the request's Idempotency-Key. */
export interface ApiResponse {
  status: number;
  body?: unknown;
  /** The body as serialised JSON, instead of `body`. */
  text?: string;
  headers?: Record<string, string>;
  replayed?: boolean;
}

export interface ResponseDoc {
  description: string;
  /** Undefined for a response without a body. */
  schema?: z.ZodType;
  /** Defaults to JSON. */
  contentType?: string;
  headers?: Record<string, string>;
}

export const TAGS = [
  "Resources",
  "Reservations",
  "Bookings",
  "Availability",
  "Settings",
  "Clients",
  "Analytics",
  "Proof",
  "Webhooks",
  "Document",
] as const;

export interface RouteSpec<Params, Query, Body> {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Relative to /api/v1, with parameters in braces: `/resources/{id}`. */
  path: string;
  tag: (typeof TAGS)[number];
  /** A short imperative phrase for the reference's outline. */
  summary: string;
  description?: string;
  access: Access;
  /** Path parameters. Malformed ones are refused as INVALID_INPUT. */
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** Makes the body optional: a missing one is read as `{}`. */
  bodyMayBeLeftOut?: true;
  /**
   * Who stores the response to an Idempotency-Key of a POST: the engine, with its decision; or the pipeline (default),
   * which runs the route in a transaction and stores its response. Such a route must not call the engine, nor wait for
   * anything outside the database.
   */
  keptBy?: "engine" | "pipeline";
  /** The operation that an Idempotency-Key is bound to. Defaults to the method and path. */
  operation?: string;
  /** The successful responses, and the errors with their own body. */
  responses: Record<number, ResponseDoc>;
  /** Error codes in addition to those common to all routes. */
  errors?: readonly ErrorCode[];
}

type Handle<Params, Query, Body> = (
  call: ApiCall<Params, Query, Body>,
) => MaybePromise<ApiResponse | Response>;

/** An endpoint, with the types of its request erased. */
export interface Route extends RouteSpec<unknown, unknown, unknown> {
  handle(call: ApiCall): MaybePromise<ApiResponse | Response>;
}

/** Creates a route from its specification and handler. The types of the request follow from the schemas. */
export function route<Params, Query, Body>(
  spec: RouteSpec<Params, Query, Body>,
  handle: Handle<Params, Query, Body>,
): Route {
  return { ...spec, handle: (call) => handle(call as ApiCall<Params, Query, Body>) };
}

/** The path prefix of all endpoints. */
export const BASE = "/api/v1";

/** Returns the path in the host router's syntax: `/resources/:id`. */
export function routerPath({ path }: Pick<Route, "path">): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

export const ok = (body: unknown, more: Partial<ApiResponse> = {}): ApiResponse => ({
  status: 200,
  body,
  ...more,
});
export const created = (body: unknown, more: Partial<ApiResponse> = {}): ApiResponse => ({
  status: 201,
  body,
  ...more,
});
export const noContent = (): ApiResponse => ({ status: 204 });
