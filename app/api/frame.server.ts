import { idempotencyOf } from "#app/booking/idempotency.ts";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import type { Asked, HeaderReader, Sent } from "#app/platform/exchange.ts";
import type { HostContext, RequestLine } from "#app/platform/request-context.ts";
import type { Services } from "#app/platform/services.ts";
import { isCommitUnknown, isRetryable, PoolExhausted } from "#db/client.ts";
import { answerOnce } from "./answer-once.server.ts";
import { corsHeaders } from "./cors.server.ts";
import { type Admitted, admit } from "./door.server.ts";
import { Problem } from "./errors.ts";
import { check, invalid, readJson } from "./request-parts.ts";
import { sentOf, sentProblem } from "./responses.ts";
import type { Answer, Call } from "./route.ts";
import type { Found } from "./router.ts";

/** What the API tells about itself. */
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
 * The one way of every request of the API: who calls, is it theirs to make, is it what the call needs, was it answered
 * under its key before; then the route; then its answer, or its error, in one form. Nothing that is thrown leaves it.
 */
export async function serve(found: Found, asked: Asked, needs: ApiNeeds): Promise<Sent | Response> {
  const { host, headers, method } = asked;
  const { route } = found;
  const line = host.line ?? {};
  line.route = found.label;
  let admitted: Admitted | undefined;
  let sent: Sent | Response;
  try {
    const query = queryIn(asked.search);
    const visitor = { headers, method, slug: query.organization, host };
    admitted = await admit(visitor, route.access, needs.services);
    line.organization = admitted.ctx.organizationId;
    if (admitted.caller.kind === "key") line.principal = admitted.caller.name;
    const answer = await run({ ...found, query }, asked, admitted, needs);
    if (!(answer instanceof Response)) noteSequence(line, answer);
    sent = answer instanceof Response ? answer : sentOf(answer);
  } catch (error) {
    const problem = problemOf(error, host);
    if (problem.code === "RATE_LIMITED") needs.observe.shed("rate");
    if (problem.code === "IDEMPOTENCY_KEY_REUSED") needs.observe.idempotent("mismatch");
    if (problem.more.replayed) needs.observe.idempotent("replay");
    sent = sentProblem(problem, host.requestId);
  }
  return shared(sent, await corsHeaders(headers, route, admitted, needs.services));
}

/** Puts on who may read it. */
export function shared<Answer extends Sent | Response>(answer: Answer, cors: Record<string, string>): Answer {
  if (answer instanceof Response) {
    for (const [name, value] of Object.entries(cors)) answer.headers.append(name, value);
    return answer;
  }
  const { headers } = answer;
  const vary = headers.Vary && cors.Vary ? { Vary: `${headers.Vary}, ${cors.Vary}` } : {};
  return { ...answer, headers: { ...headers, ...cors, ...vary } };
}

const NO_QUERY: Query = {};

/** Of a name that comes several times the first counts. */
function queryIn(search: string): Query {
  if (search === "") return NO_QUERY;
  return Object.fromEntries([...new URLSearchParams(search)].reverse());
}

async function run(
  { route, params: given, query: search }: Found & { query: Query },
  asked: Asked,
  { ctx, caller }: Admitted,
  needs: ApiNeeds,
): Promise<Answer | Response> {
  const params = route.params ? check(route.params, given, "address") : {};
  const query = route.query ? check(route.query, search, "query") : {};
  const body = route.body ? check(route.body, readJson(asked, route.bodyMayBeLeftOut ?? false), "body") : {};
  const { services } = needs;
  const call: Call = {
    ...{ ctx, caller, params, query, body, services },
    ...{ idempotency: undefined, asked, host: asked.host },
  };
  const key = route.method === "post" ? idempotencyKeyIn(asked.headers) : undefined;
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

function idempotencyKeyIn(headers: HeaderReader): string | undefined {
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
