import type { ResponseParts } from "#app/platform/http/exchange.ts";
import { statusOf } from "#app/platform/refusals.ts";
import type { ApiError } from "./errors.ts";
import type { ApiResponse } from "./route.ts";

/** Serialises a route's response. Responses must not be cached unless the route's headers allow it. */
export function serialise({ status, body, text, headers, replayed }: ApiResponse): ResponseParts {
  const all = {
    "Cache-Control": "no-store",
    ...(replayed ? { "Idempotency-Replayed": "true" } : {}),
    ...headers,
  };
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  if (content === undefined) return { status, headers: all };
  return { status, headers: { "Content-Type": "application/json; charset=utf-8", ...all }, body: content };
}

/** Serialises an error: every endpoint uses the same body. */
export function serialiseError(problem: ApiError, requestId: string): ResponseParts {
  return serialise({
    status: statusOf(problem.code),
    headers: problem.more.headers ?? {},
    replayed: problem.more.replayed ?? false,
    body: errorBody(problem, requestId),
  });
}

/** Returns the body of an error response. */
export function errorBody({ code, message, more }: ApiError, requestId: string): object {
  const { details, body } = more;
  return { error: code, message, requestId, ...(details ? { details } : {}), ...body };
}
