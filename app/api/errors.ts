import {
  type BookingRefusal,
  type OrganiserRefusal,
  REFUSALS,
  type RequestRefusal,
  statusOf,
} from "#app/platform/refusals.ts";

/** An error code of the API; `platform/refusals.ts` has its status and words. */
export type ErrorCode = BookingRefusal | OrganiserRefusal | RequestRefusal;

/** Where in a request something is wrong: `quantity`, `claims.0.resourceId`, `limit`. */
export interface Detail {
  path: string;
  message: string;
}

export interface ProblemMore {
  message?: string;
  details?: Detail[];
  headers?: Record<string, string>;
  /** True where an Idempotency-Key had this answer before. */
  replayed?: boolean;
  /** What else the contract has in this error's body. */
  body?: Record<string, unknown>;
}

/** A "no" of the API itself, thrown while a request is handled and answered by the pipeline. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    readonly more: ProblemMore = {},
  ) {
    super(more.message ?? REFUSALS[code].words);
    this.status = statusOf(code);
  }
}

/** Returns the result of a command that was carried out; throws its refusal as the error that it is. */
export function done<Result extends { ok: true } | { ok: false; refusal: ErrorCode }>(
  result: Result,
): Extract<Result, { ok: true }> {
  if (result.ok) return result as Extract<Result, { ok: true }>;
  throw new ApiError(result.refusal);
}
