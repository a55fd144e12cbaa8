import type { z } from "@hono/zod-openapi";
import type { Idempotency } from "#app/booking/request.ts";
import type { Scope } from "#app/organizations/key-secret.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Asked } from "#app/platform/http/exchange.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import type { Services } from "#app/platform/services.ts";
import type { ErrorCode } from "./errors.ts";

/**
 * Who may call. `open` is for everyone, with or without a key. `keyless` lets those without a key in as far as the route
 * itself finds that it may answer them; whoever sends a key needs the scope.
 */
export type Access = { open: true } | { scope: Scope; keyless?: true };

/** Who calls. A key that was sent is known and live by then. */
export type Caller =
  | { kind: "key"; id: string; name: string; organizationId: string; scopes: readonly Scope[] }
  | { kind: "keyless" };

/** What a route is given: a request of which everything was checked that can be without asking what it is about. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  ctx: Ctx;
  caller: Caller;
  params: Params;
  query: Query;
  body: Body;
  /** For the engine: one answer to a key, however often it is sent; undefined where none was sent. */
  idempotency: Idempotency | undefined;
  asked: Asked;
  host: HostContext;
  services: Services;
}

/** What a route answers. `replayed` says that its Idempotency-Key had this answer before. */
export interface Answer {
  status: number;
  body?: unknown;
  /** The body as JSON already, where it is kept so. */
  text?: string;
  headers?: Record<string, string>;
  replayed?: boolean;
}

export interface AnswerDoc {
  description: string;
  /** None for an answer without a body. */
  schema?: z.ZodType;
  /** Where it is not JSON. */
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
  /** Below /api/v1, with its parts in braces: `/resources/{id}`. */
  path: string;
  tag: (typeof TAGS)[number];
  /** A few words for the document's outline, in the imperative. */
  summary: string;
  description?: string;
  access: Access;
  /** Where a part of the address is malformed the answer is INVALID_INPUT. */
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** A body that may be left out counts as `{}`. */
  bodyMayBeLeftOut?: true;
  /**
   * Who keeps the answer to an Idempotency-Key of a POST: the engine, with what it does; or the frame, which keeps the
   * answer as it was sent, and for that runs the route in a transaction: such a route must not wait for anybody else
   * and must not call the engine. The frame unless given.
   */
  keptBy?: "engine" | "frame";
  /** What an Idempotency-Key is bound to; the method and the path unless given. */
  operation?: string;
  /** The answers that are not errors, and the errors that have a body of their own. */
  answers: Record<number, AnswerDoc>;
  /** The errors that this call adds to those which every call may have. */
  errors?: readonly ErrorCode[];
}

type Handle<Params, Query, Body> = (call: Call<Params, Query, Body>) => MaybePromise<Answer | Response>;

/** A call of the API as the frame, the document and the tests see it. */
export interface Route extends RouteSpec<unknown, unknown, unknown> {
  handle(call: Call): MaybePromise<Answer | Response>;
}

/** Puts what a call is and what it does together; the types of its parts follow from its schemas. */
export function route<Params, Query, Body>(
  spec: RouteSpec<Params, Query, Body>,
  handle: Handle<Params, Query, Body>,
): Route {
  return { ...spec, handle: (call) => handle(call as Call<Params, Query, Body>) };
}

/** Below this stand all calls. */
export const BASE = "/api/v1";

/** A path as the router of the host has it: `/resources/:id`. */
export function routerPath({ path }: Pick<Route, "path">): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

export const ok = (body: unknown, more: Partial<Answer> = {}): Answer => ({ status: 200, body, ...more });
export const created = (body: unknown, more: Partial<Answer> = {}): Answer => ({
  status: 201,
  body,
  ...more,
});
export const noContent = (): Answer => ({ status: 204 });
