/** Why a page cannot be shown, as a door says it and the page tells it. */
export const PROBLEMS = {
  notFound: 404,
  removed: 410,
  linkExpired: 403,
  linkUsed: 410,
  forbidden: 403,
  malformedForm: 400,
  unsupportedForm: 415,
  tooMany: 429,
  unavailable: 503,
} as const;

export type ProblemKind = keyof typeof PROBLEMS;

/** What a problem's Response holds for the page that tells it. */
export interface ProblemDetails {
  problem: ProblemKind;
  /** After how many seconds trying again makes sense. */
  retryAfterSeconds?: number;
}

/** The Response to throw in a door, so that the page says what is wrong and what to do. */
export function problemResponse(problem: ProblemKind, retryAfterSeconds?: number): Response {
  const headers = new Headers({ "Cache-Control": "no-store" });
  if (retryAfterSeconds !== undefined) headers.set("Retry-After", String(retryAfterSeconds));
  const body: ProblemDetails = { problem, retryAfterSeconds };
  return Response.json(body, { status: PROBLEMS[problem], headers });
}

/** Reads a thrown answer; one that says nothing about itself is known by its status. */
export function problemOf(answer: { status: number; data: unknown } | undefined): ProblemDetails | undefined {
  if (!answer) return undefined;
  const said = answer.data as Partial<ProblemDetails> | null;
  if (typeof said === "object" && said?.problem && said.problem in PROBLEMS) return said as ProblemDetails;
  const kind = (Object.keys(PROBLEMS) as ProblemKind[]).find((each) => PROBLEMS[each] === answer.status);
  // A plain 403 says nothing of links.
  return kind && { problem: kind === "linkExpired" ? "forbidden" : kind };
}
