import { toHex } from "#app/platform/secrets.ts";
import { snapshotOf } from "./carry-out.ts";
import type { Changes } from "./changes.ts";
import type { Look } from "./look.server.ts";
import type { RefusalCode } from "./refusals.ts";
import type { Outcome, Request } from "./request.ts";
import type { World } from "./world.ts";

/**
 * The answer that a request has had already, under its idempotency key or because an earlier attempt of this very
 * request was committed after all; undefined when it is new.
 */
export function answerBefore(
  world: World,
  changes: Changes,
  seen: Look,
  request: Request,
): Outcome | undefined {
  return answerUnderKey(world, changes, seen, request) ?? answerOfAttempt(world, seen, request);
}

function answerUnderKey(world: World, changes: Changes, seen: Look, request: Request): Outcome | undefined {
  const { idempotency } = request;
  if (!idempotency) return undefined;
  const hash = toHex(idempotency.keyHash);
  const kept = seen.kept.get(hash) ?? changes.keys.get(hash);
  if (!kept) return undefined;
  const { sequence, remaining } = kept;
  const witness = { sequence, remaining, at: seen.now, replayed: true };
  if (!same(kept.fingerprint, idempotency.fingerprint)) {
    return { ok: false, refusal: "IDEMPOTENCY_KEY_REUSED", claims: [], ...witness, replayed: false };
  }
  if (kept.outcome !== "ok") {
    return { ok: false, refusal: kept.outcome as RefusalCode, claims: [], ...witness };
  }
  const booking = kept.bookingId ? world.bookings.get(kept.bookingId) : undefined;
  return { ok: true, booking: booking ? snapshotOf(booking) : null, resource: null, ...witness };
}

function answerOfAttempt(world: World, seen: Look, request: Request): Outcome | undefined {
  const done = seen.done.get(request.requestId);
  const booking = done && world.bookings.get(done.bookingId);
  if (!booking) return undefined;
  const { sequence, remaining } = done;
  const witness = { sequence, remaining, at: seen.now, replayed: true };
  return { ok: true, booking: snapshotOf(booking), resource: null, ...witness };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
