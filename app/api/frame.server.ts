import type { Context } from "hono";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import type { HostContext, RequestLine } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.ts";
import { isCommitUnknown, isRetryable, PoolExhausted } from "#db/client.ts";
import { answerOnce } from "./answer-once.server.ts";
import { corsHeaders } from "./cors.server.ts";
import { type Admitted, admit } from "./door.server.ts";
import { Problem } from "./errors.ts";
import { check, invalid, readJson } from "./request-parts.ts";
import { responseOf, responseOfProblem } from "./responses.ts";
import { type Answer, BASE, type Call, type Route, routerPath } from "./route.ts";

export type ApiEnv = { Variables: { host: HostContext } };
export type ApiContext = Context<ApiEnv>;

/** What the API tells about itself. */
export interface ApiObserver {
  idempotent(result: "new" | "replay" | "mismatch"): void;
  shed(reason: "rate"): void;
}

export interface ApiNeeds {
  services: Services;
  observe: ApiObserver;
}

/**
 * The one way of every request of the API: who calls, is it theirs to make, is it what the call needs, was it answered
 * under its key before; then the route; then its answer, or its error, in one form. Nothing that is thrown leaves it.
 */
export async function serve(route: Route, c: ApiContext, needs: ApiNeeds): Promise<Response> {
  const host = c.var.host;
  const line = host.line ?? {};
  line.route = BASE + routerPath(route);
  let admitted: Admitted | undefined;
  let response: Response;
  try {
    admitted = await admit(
      {
        headers: c.req.raw.headers,
        method: c.req.method,
        slug: c.req.query("organization"),
        host,
      },
      route.access,
      needs.services,
    );
    line.organization = admitted.ctx.organizationId;
    if (admitted.caller.kind === "key") line.principal = admitted.caller.name;
    const answer = await run(route, c, admitted, needs);
    if (!(answer instanceof Response)) noteSequence(line, answer);
    response = answer instanceof Response ? answer : responseOf(answer);
  } catch (error) {
    const problem = problemOf(error, host);
    if (problem.code === "RATE_LIMITED") needs.observe.shed("rate");
    if (problem.code === "IDEMPOTENCY_KEY_REUSED") needs.observe.idempotent("mismatch");
    if (problem.more.replayed) needs.observe.idempotent("replay");
    response = responseOfProblem(problem, host.requestId);
  }
  const cors = await corsHeaders(c.req.raw, route, admitted, needs.services);
  for (const [name, value] of cors) response.headers.append(name, value);
  return response;
}

async function run(
  route: Route,
  c: ApiContext,
  { ctx, caller }: Admitted,
  needs: ApiNeeds,
): Promise<Answer | Response> {
  const params = route.params ? check(route.params, c.req.param(), "address") : {};
  const query = route.query ? check(route.query, c.req.query(), "query") : {};
  const body = route.body
    ? check(route.body, await readJson(c.req.raw, route.bodyMayBeLeftOut ?? false), "body")
    : {};
  const { services } = needs;
  const call: Call = {
    ...{ ctx, caller, params, query, body, services },
    ...{ idempotency: undefined, request: c.req.raw, host: c.var.host },
  };
  const key = route.method === "post" ? idempotencyKeyIn(c.req.raw.headers) : undefined;
  if (key === undefined) return route.handle(call);
  call.idempotency = await idempotencyOf(services.secret, {
    principal: principalOf(call),
    key,
    operation: route.operation ?? `${route.method} ${route.path}`,
    body: { params, body },
  });
  const answer = route.keptBy === "engine" ? await route.handle(call) : await answerOnce(route, call);
  if (!(answer instanceof Response)) needs.observe.idempotent(answer.replayed ? "replay" : "new");
  return answer;
}

function noteSequence(line: RequestLine, { body }: Answer): void {
  const { sequence } = (body ?? {}) as { sequence?: unknown };
  if (typeof sequence === "number") line.seq = sequence;
}

/** Whom an Idempotency-Key belongs to: the key of the caller, else the client in whose name it calls. */
function principalOf({ caller, body }: Call): string {
  if (caller.kind === "key") return `key ${caller.id}`;
  return `client ${(body as { clientId?: string }).clientId ?? ""}`;
}

function idempotencyKeyIn(headers: Headers): string | undefined {
  const key = headers.get("Idempotency-Key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) {
    throw invalid("Idempotency-Key", "must be 1 to 255 printable ASCII characters");
  }
  return key;
}

/** What a caller is told of whatever was thrown. What is ours goes into the log, and only its id goes out. */
function problemOf(error: unknown, { log }: HostContext): Problem {
  if (error instanceof Problem) return error;
  const soon = { headers: { "Retry-After": "1" } };
  if (error instanceof OutcomeUnknown || isCommitUnknown(error)) return new Problem("OUTCOME_UNKNOWN", soon);
  if (error instanceof Overloaded || error instanceof PoolExhausted) return new Problem("OVERLOADED", soon);
  log.error({ err: error }, "a call of the API failed");
  return isRetryable(error) ? new Problem("OVERLOADED", soon) : new Problem("INTERNAL_ERROR");
}
