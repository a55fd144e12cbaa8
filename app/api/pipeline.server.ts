import type { z } from "@hono/zod-openapi";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import type { HeaderReader, RequestParts, ResponseParts } from "#app/platform/http/exchange.ts";
import type { HostContext, RequestLine } from "#app/platform/http/request-context.ts";
import { type MaybePromise, when } from "#app/platform/maybe-promise.ts";
import type { Services } from "#app/platform/services.ts";
import { isCommitUnknown, isPoolExhausted, isRetryable } from "#db/client.ts";
import { type Admitted, admit } from "./authenticate.server.ts";
import { corsHeaders } from "./cors.server.ts";
import { ApiError } from "./errors.ts";
import { check, invalid, readJson } from "./request-parts.ts";
import { serialise, serialiseError } from "./responses.ts";
import type { ApiCall, ApiResponse, Route } from "./route.ts";
import type { Found } from "./router.ts";
import { runAndStore } from "./store-response.server.ts";

/** The events that the API reports as metrics. */
export interface ApiObserver {
  idempotent(result: "new" | "replay" | "mismatch"): void;
  shed(reason: "rate"): void;
}

export interface ApiNeeds {
  services: Services;
  observe: ApiObserver;
}

type Query = Record<string, string>;

/**
 * Handles every API request: authenticates, authorises, validates, replays idempotent responses, runs the route, and
 * serialises the response or error. Never throws.
 */
export function serve(
  found: Found,
  request: RequestParts,
  needs: ApiNeeds,
): MaybePromise<ResponseParts | Response> {
  const { host, headers, method } = request;
  const { route } = found;
  const line = host.line ?? {};
  line.route = found.label;
  let admitted: Admitted | undefined;
  const finish = (sent: ResponseParts | Response) =>
    when(corsHeaders(headers, route, admitted, needs.services), (cors) => withCors(sent, cors));
  const failed = (error: unknown) => serialiseError(noted(problemOf(error, host), needs), host.requestId);
  try {
    const query = queryIn(request.search);
    const visitor = { headers, method, slug: query.organization, host };
    const answer = when(admit(visitor, route.access, needs.services), (one) => {
      admitted = one;
      line.organization = one.ctx.organizationId;
      if (one.caller.kind === "key") line.principal = one.caller.name;
      return run(found, query, request, one, needs);
    });
    const sent = when(answer, (given) => {
      if (given instanceof Response) return given;
      noteSequence(line, given);
      return serialise(given);
    });
    return sent instanceof Promise ? sent.catch(failed).then(finish) : finish(sent);
  } catch (error) {
    return finish(failed(error));
  }
}

/** Counts an error in the metrics and returns it. */
function noted(problem: ApiError, { observe }: ApiNeeds): ApiError {
  if (problem.code === "RATE_LIMITED") observe.shed("rate");
  if (problem.code === "IDEMPOTENCY_KEY_REUSED") observe.idempotent("mismatch");
  if (problem.more.replayed) observe.idempotent("replay");
  return problem;
}

/** Returns the response with its CORS headers. */
export function withCors<Given extends ResponseParts | Response>(
  answer: Given,
  cors: Record<string, string>,
): Given {
  if (answer instanceof Response) {
    for (const [name, value] of Object.entries(cors)) answer.headers.append(name, value);
    return answer;
  }
  const { headers } = answer;
  const vary = headers.Vary && cors.Vary ? { Vary: `${headers.Vary}, ${cors.Vary}` } : {};
  return { ...answer, headers: { ...headers, ...cors, ...vary } };
}

const NO_QUERY: Query = {};

/** Parses the query string. The first occurrence of a repeated name wins. */
function queryIn(search: string): Query {
  if (search === "") return NO_QUERY;
  return Object.fromEntries([...new URLSearchParams(search)].reverse());
}

function run(
  found: Found,
  given: Query,
  request: RequestParts,
  { ctx, caller }: Admitted,
  needs: ApiNeeds,
): MaybePromise<ApiResponse | Response> {
  const { route } = found;
  if (route.params && !found.checked) found.checked = check(route.params, found.params, "address");
  const params = found.checked ?? {};
  const query = route.query ? queryOf(route.query, given) : {};
  const body = route.body
    ? check(route.body, readJson(request, route.bodyMayBeLeftOut ?? false), "body")
    : {};
  const { services } = needs;
  const { host } = request;
  const call: ApiCall = { ctx, caller, params, query, body, services, idempotency: undefined, request, host };
  const key = route.method === "post" ? idempotencyKeyIn(request.headers) : undefined;
  return key === undefined ? route.handle(call) : runUnder(key, route, call, needs);
}

/** Caches the parsed defaults of an empty query, per schema. */
const emptyQueries = new WeakMap<z.ZodType, { query: unknown }>();

function queryOf(schema: z.ZodType, given: Query): unknown {
  if (given !== NO_QUERY) return check(schema, given, "query");
  let known = emptyQueries.get(schema);
  if (!known) {
    known = { query: check(schema, given, "query") };
    emptyQueries.set(schema, known);
  }
  return known.query;
}

/** Runs the route under an Idempotency-Key: a repeated key gets the stored response. */
async function runUnder(
  key: string,
  route: Route,
  call: ApiCall,
  needs: ApiNeeds,
): Promise<ApiResponse | Response> {
  const { params, body } = call;
  call.idempotency = idempotencyOf(needs.services.signer, {
    principal: principalOf(call),
    key,
    operation: route.operation ?? `${route.method} ${route.path}`,
    body: { params, body },
  });
  const answer = route.keptBy === "engine" ? await route.handle(call) : await runAndStore(route, call);
  if (!(answer instanceof Response)) needs.observe.idempotent(answer.replayed ? "replay" : "new");
  return answer;
}

function noteSequence(line: RequestLine, { body }: ApiResponse): void {
  const { sequence } = (body ?? {}) as { sequence?: unknown };
  if (typeof sequence === "number") line.seq = sequence;
}

/** Returns the owner of an Idempotency-Key: the caller's API key, or without one the request's client id. */
function principalOf({ caller, body }: ApiCall): string {
  if (caller.kind === "key") return `key ${caller.id}`;
  return `client ${(body as { clientId?: string }).clientId ?? ""}`;
}

function idempotencyKeyIn(headers: HeaderReader): string | undefined {
  const key = headers.get("Idempotency-Key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) {
    throw invalid("Idempotency-Key", "must be 1 to 255 printable ASCII characters");
  }
  return key;
}

/** Maps a thrown value to an error response. Unexpected errors are logged; the caller sees only the request id. */
function problemOf(error: unknown, { log }: HostContext): ApiError {
  if (error instanceof ApiError) return error;
  const soon = { headers: { "Retry-After": "1" } };
  if (error instanceof OutcomeUnknown || isCommitUnknown(error)) return new ApiError("OUTCOME_UNKNOWN", soon);
  if (error instanceof Overloaded || isPoolExhausted(error)) return new ApiError("OVERLOADED", soon);
  log.error({ err: error }, "an API request failed");
  return isRetryable(error) ? new ApiError("OVERLOADED", soon) : new ApiError("INTERNAL_ERROR");
}
