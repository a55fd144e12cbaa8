import { findKeptAnswer, type KeptAnswer, keepAnswer, takeKey } from "#app/booking/kept-answers.server.ts";
import { transact } from "#app/platform/ctx.ts";
import { ApiError } from "./errors.ts";
import { bodyOfProblem } from "./responses.ts";
import type { Answer, Call, Route } from "./route.ts";

/** How often a key is taken again whose first user has gone away without an answer. */
const MOST_TRIES = 3;

/**
 * Runs a route that no booking comes from in one transaction with its Idempotency-Key, so that what it did and its
 * answer are kept together or not at all. Who sends the key again is answered what was answered first.
 */
export async function answerOnce(route: Route, call: Call): Promise<Answer> {
  const { ctx, idempotency } = call;
  if (!idempotency) throw new Error("There is no key to answer once under.");
  for (let tries = 1; ; tries++) {
    const fresh = await transact(ctx, async (tx) => {
      if (!(await takeKey(tx, idempotency))) return undefined;
      const answer = await answerIn(route, { ...call, ctx: tx, idempotency: undefined });
      await keepAnswer(tx, idempotency, answer as KeptAnswer);
      return answer;
    });
    if (fresh) return fresh;
    const kept = await findKeptAnswer(ctx, idempotency);
    if (kept === "other") throw new ApiError("IDEMPOTENCY_KEY_REUSED");
    if (kept) return again(kept, call.host.requestId);
    if (tries >= MOST_TRIES) throw new ApiError("OVERLOADED", { headers: { "Retry-After": "1" } });
  }
}

/** What was answered first; only the id of the request is that of the request which is answered now. */
function again({ status, body }: KeptAnswer, requestId: string): Answer {
  if (status < 400) return { status, body: body ?? undefined, replayed: true };
  return { status, body: { ...(body as object), requestId }, replayed: true };
}

/** A refusal is an answer, to be kept as one. Every other "no" undoes the transaction, and with it the key. */
async function answerIn(route: Route, call: Call): Promise<Answer> {
  try {
    const answer = await route.handle(call);
    if (answer instanceof Response) throw new Error(`${route.path} cannot be answered once: it is a stream.`);
    return answer;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    return { status: error.status, body: bodyOfProblem(error, call.host.requestId) };
  }
}
