import {
  type BookingRefusal,
  type OrganiserRefusal,
  REFUSALS,
  type RequestRefusal,
  statusOf,
} from "#app/platform/refusals.ts";

/** An error code of the API; `platform/refusals.ts` has its status and words. */
export type ErrorCode = BookingRefusal | OrganiserRefusal | RequestRefusal;

/** An invalid field: its path (`quantity`, `claims.0.resourceId`, `limit`) and what is wrong with it. */
export interface Detail {
  path: string;
  message: string;
}

export interface ErrorExtras {
  message?: string;
  details?: Detail[];
  headers?: Record<string, string>;
  /** Whether this response was stored under the request's Idempotency-Key. */
  replayed?: boolean;
  /** Additional fields of this error's body. */
  body?: Record<string, unknown>;
}

/** An error response: thrown by handlers and turned into a response by the pipeline. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    readonly more: ErrorExtras = {},
  ) {
    super(more.message ?? REFUSALS[code].words);
    this.status = statusOf(code);
  }
}

/** Returns the result of a successful command. Throws a refusal as an ApiError. */
export function done<Result extends { ok: true } | { ok: false; refusal: ErrorCode }>(
  result: Result,
): Extract<Result, { ok: true }> {
  if (result.ok) return result as Extract<Result, { ok: true }>;
  throw new ApiError(result.refusal);
}
