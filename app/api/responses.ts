import { type Problem, statusOf } from "./errors.ts";
import type { Answer } from "./route.ts";

/** An answer as it is sent. Nothing of the API may be kept by others, unless the route says so. */
export function responseOf({ status, body, headers, replayed }: Answer): Response {
  const all = {
    "Cache-Control": "no-store",
    ...(replayed ? { "Idempotency-Replayed": "true" } : {}),
    ...headers,
  };
  if (body === undefined) return new Response(null, { status, headers: all });
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...all },
  });
}

/** An error as it is sent: the same form for every call. */
export function responseOfProblem(problem: Problem, requestId: string): Response {
  return responseOf({
    status: statusOf(problem.code),
    headers: problem.more.headers ?? {},
    replayed: problem.more.replayed ?? false,
    body: bodyOfProblem(problem, requestId),
  });
}

export function bodyOfProblem({ code, message, more }: Problem, requestId: string): object {
  const { details, body } = more;
  return { error: code, message, requestId, ...(details ? { details } : {}), ...body };
}
