import {
  claimKey,
  findStoredResponse,
  type StoredResponse,
  storeResponse,
} from "#app/booking/stored-responses.server.ts";
import { transact } from "#app/platform/ctx.ts";
import { ApiError } from "./errors.ts";
import { errorBody } from "./responses.ts";
import type { ApiCall, ApiResponse, Route } from "./route.ts";

/** Maximum attempts to claim a key whose previous request rolled back without a stored response. */
const MAX_TRIES = 3;

/**
 * Runs a route that does not use the engine in one transaction with its Idempotency-Key, so that its changes and the
 * stored response commit together or not at all. A repeated key returns the stored response. Throws
 * IDEMPOTENCY_KEY_REUSED for a key that was used with a different request, and OVERLOADED after `MAX_TRIES`.
 */
export async function runAndStore(route: Route, call: ApiCall): Promise<ApiResponse> {
  const { ctx, idempotency } = call;
  if (!idempotency) throw new Error("The request has no Idempotency-Key.");
  for (let tries = 1; ; tries++) {
    const fresh = await transact(ctx, async (tx) => {
      if (!(await claimKey(tx, idempotency))) return undefined;
      const answer = await runToStore(route, { ...call, ctx: tx, idempotency: undefined });
      await storeResponse(tx, idempotency, answer as StoredResponse);
      return answer;
    });
    if (fresh) return fresh;
    const kept = await findStoredResponse(ctx, idempotency);
    if (kept === "other") throw new ApiError("IDEMPOTENCY_KEY_REUSED");
    if (kept) return again(kept, call.host.requestId);
    if (tries >= MAX_TRIES) throw new ApiError("OVERLOADED", { headers: { "Retry-After": "1" } });
  }
}

/** Returns the stored response, with the request id of the current request. */
function again({ status, body }: StoredResponse, requestId: string): ApiResponse {
  if (status < 400) return { status, body: body ?? undefined, replayed: true };
  return { status, body: { ...(body as object), requestId }, replayed: true };
}

/** Runs the route. A 409 is a decision and is returned to be stored; any other error rolls back, which frees the key. */
async function runToStore(route: Route, call: ApiCall): Promise<ApiResponse> {
  try {
    const answer = await route.handle(call);
    if (answer instanceof Response) throw new Error(`${route.path} streams: its response cannot be stored.`);
    return answer;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    return { status: error.status, body: errorBody(error, call.host.requestId) };
  }
}
