import { hexOf } from "#db/bytes.ts";
import type { Outcome, Request } from "../../request.ts";
import type { Changes } from "../deciding/changes.ts";
import type { ReadState } from "./read-state.server.ts";
import { onlyClaimOf, replayOutcome } from "./stored-outcome.ts";

/**
 * Returns the earlier outcome of a request, found under its idempotency key or because an earlier attempt of it had
 * committed; undefined if the request is new.
 */
export function findReplay(changes: Changes, seen: ReadState, request: Request): Outcome | undefined {
  return outcomeUnderKey(changes, seen, request) ?? outcomeOfAttempt(seen, request);
}

function outcomeUnderKey(changes: Changes, seen: ReadState, request: Request): Outcome | undefined {
  const { idempotency, command } = request;
  if (!idempotency) return undefined;
  const hash = hexOf(idempotency.keyHash);
  const kept = seen.kept.get(hash);
  // Stored by an earlier request of this batch, so its outcome is still in memory.
  const noted = changes.keys.get(hash);
  const before = kept ?? noted;
  if (!before) return undefined;
  if (!isSame(before.fingerprint, idempotency.fingerprint)) return keyReused(before, seen.now);
  return kept ? replayOutcome(kept, onlyClaimOf(command)) : noted && { ...noted.answer, replayed: true };
}

function outcomeOfAttempt(seen: ReadState, request: Request): Outcome | undefined {
  const done = seen.done.get(request.requestId);
  if (!done) return undefined;
  const { booking, warnings, sequence, remaining, at } = done;
  return { ok: true, booking, resource: null, warnings, sequence, remaining, at, replayed: true };
}

/** Returns the refusal of a request whose key was used for a different one. */
export function keyReused(
  { sequence, remaining }: Pick<Outcome, "sequence" | "remaining">,
  at: number,
): Outcome {
  const point = { sequence, remaining, at, replayed: false };
  return { ok: false, refusal: "IDEMPOTENCY_KEY_REUSED", claims: [], message: null, ...point };
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
