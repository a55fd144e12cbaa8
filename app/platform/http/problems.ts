import type { Locale } from "../locales.ts";
import { type AnyRefusal, statusOf } from "../refusals.ts";

/** Why a page cannot be shown, and the refusal that it is. Each has a page of its own. */
export const PROBLEMS = {
  notFound: "NOT_FOUND",
  removed: "REMOVED",
  linkExpired: "LINK_EXPIRED",
  linkUsed: "LINK_USED",
  setUpLink: "LINK_USED",
  forbidden: "FORBIDDEN",
  malformedForm: "MALFORMED_FORM",
  unsupportedForm: "UNSUPPORTED_FORM",
  tooMany: "RATE_LIMITED",
  unavailable: "UNAVAILABLE",
} as const satisfies Record<string, AnyRefusal>;

export type ProblemKind = keyof typeof PROBLEMS;

/** What a problem's Response holds for the page that tells it. */
export interface ProblemDetails {
  problem: ProblemKind;
  /** After how many seconds trying again makes sense. */
  retryAfterSeconds?: number;
  /** The language of the page, where no loader gives it. */
  locale?: Locale;
}

/** The Response to throw in a door, so that the page says what is wrong and what to do. */
export function problemResponse(
  problem: ProblemKind,
  { retryAfterSeconds, locale }: Omit<ProblemDetails, "problem"> = {},
): Response {
  const headers = new Headers({ "Cache-Control": "no-store" });
  if (retryAfterSeconds !== undefined) headers.set("Retry-After", String(retryAfterSeconds));
  const body: ProblemDetails = { problem, retryAfterSeconds, locale };
  return Response.json(body, { status: statusOf(PROBLEMS[problem]), headers });
}

/** Reads a thrown answer; one that says nothing about itself is known by its status. */
export function problemOf(answer: { status: number; data: unknown } | undefined): ProblemDetails | undefined {
  if (!answer) return undefined;
  const said = answer.data as Partial<ProblemDetails> | null;
  if (typeof said === "object" && said?.problem && said.problem in PROBLEMS) return said as ProblemDetails;
  const kind = (Object.keys(PROBLEMS) as ProblemKind[]).find(
    (each) => statusOf(PROBLEMS[each]) === answer.status,
  );
  // A plain 403 says nothing of links.
  return kind && { problem: kind === "linkExpired" ? "forbidden" : kind };
}
