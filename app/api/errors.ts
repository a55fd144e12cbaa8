import { REFUSALS, type RefusalCode } from "#app/booking/refusals.ts";

/** Every error code of the API that is not one of the engine's refusals: its status and what a person is told. */
const OWN = {
  VALIDATION_ERROR: { status: 400, words: "The request is not as this call needs it: see the details." },
  INVALID_INPUT: { status: 400, words: "The id in the address is malformed." },
  MISSING_API_KEY: {
    status: 401,
    words: "A key is needed: send it as X-API-Key, or as Authorization: Bearer.",
  },
  INVALID_API_KEY: { status: 401, words: "This key is not known, or it was revoked, or it has expired." },
  FORBIDDEN: { status: 403, words: "This key may not do that." },
  NOT_FOUND: {
    status: 404,
    words: "There is no such call: see /api/v1/openapi.json for those that there are.",
  },
  RESERVATION_NOT_FOUND: { status: 404, words: "There is no such reservation." },
  WEBHOOK_NOT_FOUND: { status: 404, words: "There is no such webhook." },
  DELIVERY_NOT_FOUND: { status: 404, words: "This webhook was never to be told of that event." },
  TOO_MANY_WEBHOOKS: { status: 409, words: "There are 20 webhooks already: delete one first." },
  METHOD_NOT_ALLOWED: { status: 405, words: "This call exists, but not with this method." },
  PAYLOAD_TOO_LARGE: { status: 413, words: "The body is larger than 64 KiB." },
  RATE_LIMITED: { status: 429, words: "Too many requests: wait as long as Retry-After says." },
  INTERNAL_ERROR: { status: 500, words: "Something of ours failed. The request id finds it in our log." },
  OVERLOADED: {
    status: 503,
    words: "There is more to do than can be done in time. Nothing was carried out.",
  },
  STALE_READ: { status: 503, words: "This server has not seen that sequence yet. Ask again." },
  OUTCOME_UNKNOWN: {
    status: 504,
    words: "It is not known whether this was carried out. Ask again with the same Idempotency-Key.",
  },
} as const;

export type ErrorCode = keyof typeof OWN | RefusalCode;

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

/** A "no" of the API itself, thrown on the way of a request and answered by the frame. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    readonly more: ProblemMore = {},
  ) {
    super(more.message ?? wordsOf(code));
    this.status = statusOf(code);
  }
}

export function statusOf(code: ErrorCode): number {
  return code in OWN ? OWN[code as keyof typeof OWN].status : REFUSALS[code as RefusalCode].status;
}

export function wordsOf(code: ErrorCode): string {
  return code in OWN ? OWN[code as keyof typeof OWN].words : REFUSALS[code as RefusalCode].words;
}
