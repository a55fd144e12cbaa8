import { hexOf } from "#db/bytes.ts";
import type { Outcome, Request } from "../../request.ts";
import type { Changes } from "../deciding/changes.ts";
import { answerAgain, onlyClaimOf } from "./kept-answer.ts";
import type { Look } from "./look.server.ts";

/**
 * The answer that a request has had already, under its idempotency key or because an earlier attempt of this very
 * request was committed after all; undefined when it is new.
 */
export function answerBefore(changes: Changes, seen: Look, request: Request): Outcome | undefined {
  return answerUnderKey(changes, seen, request) ?? answerOfAttempt(seen, request);
}

function answerUnderKey(changes: Changes, seen: Look, request: Request): Outcome | undefined {
  const { idempotency, command } = request;
  if (!idempotency) return undefined;
  const hash = hexOf(idempotency.keyHash);
  const kept = seen.kept.get(hash);
  // Noted by an earlier request of this batch: its answer is still at hand.
  const noted = changes.keys.get(hash);
  const before = kept ?? noted;
  if (!before) return undefined;
  if (!isSame(before.fingerprint, idempotency.fingerprint)) return keyReused(before, seen.now);
  return kept ? answerAgain(kept, onlyClaimOf(command)) : noted && { ...noted.answer, replayed: true };
}

function answerOfAttempt(seen: Look, request: Request): Outcome | undefined {
  const done = seen.done.get(request.requestId);
  if (!done) return undefined;
  const { booking, sequence, remaining, at } = done;
  return { ok: true, booking, resource: null, sequence, remaining, at, replayed: true };
}

/** The answer to a request whose key was used for another one. */
export function keyReused(
  { sequence, remaining }: Pick<Outcome, "sequence" | "remaining">,
  at: number,
): Outcome {
  const witness = { sequence, remaining, at, replayed: false };
  return { ok: false, refusal: "IDEMPOTENCY_KEY_REUSED", claims: [], message: null, ...witness };
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
