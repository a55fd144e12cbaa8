import type { Sent } from "#app/platform/http/exchange.ts";
import { statusOf } from "#app/platform/refusals.ts";
import type { ApiError } from "./errors.ts";
import type { Answer } from "./route.ts";

/** An answer as it is sent. Nothing of the API may be kept by others, unless the route says so. */
export function sentOf({ status, body, text, headers, replayed }: Answer): Sent {
  const all = {
    "Cache-Control": "no-store",
    ...(replayed ? { "Idempotency-Replayed": "true" } : {}),
    ...headers,
  };
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  if (content === undefined) return { status, headers: all };
  return { status, headers: { "Content-Type": "application/json; charset=utf-8", ...all }, body: content };
}

/** An error as it is sent: the same form for every call. */
export function sentProblem(problem: ApiError, requestId: string): Sent {
  return sentOf({
    status: statusOf(problem.code),
    headers: problem.more.headers ?? {},
    replayed: problem.more.replayed ?? false,
    body: bodyOfProblem(problem, requestId),
  });
}

export function bodyOfProblem({ code, message, more }: ApiError, requestId: string): object {
  const { details, body } = more;
  return { error: code, message, requestId, ...(details ? { details } : {}), ...body };
}
