import type { Locale } from "../locales.ts";
import { type AnyRefusal, statusOf } from "../refusals.ts";

/** Reasons why a page cannot be shown, and the refusal of each. Each has a separate page. */
export const PROBLEMS = {
  notFound: "NOT_FOUND",
  removed: "REMOVED",
  linkExpired: "LINK_EXPIRED",
  linkUsed: "LINK_USED",
  setUpLink: "LINK_USED",
  forbidden: "FORBIDDEN",
  accessCode: "ACCESS_CODE_REQUIRED",
  malformedForm: "MALFORMED_FORM",
  unsupportedForm: "UNSUPPORTED_FORM",
  tooMany: "RATE_LIMITED",
  unavailable: "UNAVAILABLE",
} as const satisfies Record<string, AnyRefusal>;

export type ProblemKind = keyof typeof PROBLEMS;

/** The contents of a problem's Response, for the page that shows it. */
export interface ProblemDetails {
  problem: ProblemKind;
  /** Seconds after which a retry makes sense. */
  retryAfterSeconds?: number;
  /** Data of the page that asks for an access code. */
  access?: AccessDetails;
  /** The language of the page, where no loader returns it. */
  locale?: Locale;
}

/** All that is shown of a private event: its organisation, and the error of an entered code. */
export interface AccessDetails {
  organization: string;
  /** The event's slug as requested. */
  slug: string;
  /** The visitor's language, where they have chosen one. */
  locale?: Locale;
  /** The code as it was typed. */
  typed?: string;
  error?: "wrong" | "missing" | "tooMany";
  retryAfterSeconds?: number;
}

/** Returns the Response to throw in a loader or action, so that the page explains the problem and what to do. */
export function problemResponse(
  problem: ProblemKind,
  { retryAfterSeconds, locale }: Omit<ProblemDetails, "problem"> = {},
): Response {
  const headers = new Headers({ "Cache-Control": "no-store" });
  if (retryAfterSeconds !== undefined) headers.set("Retry-After", String(retryAfterSeconds));
  const body: ProblemDetails = { problem, retryAfterSeconds, locale };
  return Response.json(body, { status: statusOf(PROBLEMS[problem]), headers });
}

/** Returns the response to throw when a private event is not open to a visitor: a page that asks for its access code. */
export function accessRequired(access: AccessDetails): Response {
  const headers = new Headers({ "Cache-Control": "no-store" });
  if (access.error === "tooMany") headers.set("Retry-After", String(access.retryAfterSeconds));
  const status = statusOf(access.error === "tooMany" ? "RATE_LIMITED" : PROBLEMS.accessCode);
  return Response.json({ problem: "accessCode", access } satisfies ProblemDetails, { status, headers });
}

/** Reads a thrown response; one without details is identified by its status. */
export function problemOf(answer: { status: number; data: unknown } | undefined): ProblemDetails | undefined {
  if (!answer) return undefined;
  const said = answer.data as Partial<ProblemDetails> | null;
  if (typeof said === "object" && said?.problem && said.problem in PROBLEMS) return said as ProblemDetails;
  const kind = (Object.keys(PROBLEMS) as ProblemKind[]).find(
    (each) => statusOf(PROBLEMS[each]) === answer.status,
  );
  // A plain 403 is not about links.
  return kind && { problem: kind === "linkExpired" ? "forbidden" : kind };
}
