import type { RefusalCode } from "../../refusals.ts";
import type { Outcome, ResourceThen } from "../../request.ts";
import type { Booking, Claim } from "../../world.ts";
import type { ClaimRefusal, Command } from "../deciding/decision.ts";

/** What has to be kept of an answer under a key because it is found nowhere else. */
export interface AnswerDetails {
  /** Of a refusal whose claims say more than the refusal itself. */
  claims?: ClaimRefusal[];
  /** How many changes the booking had then, and its deadline. Without it: one, and none. */
  position?: number;
  expiresAt?: number | null;
  /** Of a command about a resource alone. */
  resource?: ResourceThen;
}

/** An answer that was given under a key before. */
export interface KeptAnswer {
  fingerprint: Uint8Array;
  outcome: string;
  sequence: number;
  remaining: number;
  at: number;
  details: AnswerDetails | null;
  /** As the answer showed it. */
  booking: Booking | null;
}

/** The part of an answer that goes under its key. Null for the plainest, and most frequent: a booking, a claim refused. */
export function detailsOf(command: Command, answer: Outcome): AnswerDetails | null {
  if (!answer.ok) return saysMore(command, answer) ? { claims: answer.claims } : null;
  if (answer.resource) return { resource: answer.resource };
  if (!answer.booking || command.kind === "book") return null;
  return { position: answer.booking.changes, expiresAt: answer.booking.expiresAt };
}

/** The answer of before, to the last number. `claim` is the only one that was asked for, where it was only one. */
export function answerAgain(kept: KeptAnswer, claim?: Claim): Outcome {
  const { outcome, sequence, remaining, at, details, booking } = kept;
  const witness = { sequence, remaining, at, replayed: true };
  if (outcome === "ok") return { ok: true, booking, resource: details?.resource ?? null, ...witness };
  const refusal = outcome as RefusalCode;
  const claims = details?.claims ?? (claim ? [{ ...claim, reason: refusal, remaining }] : []);
  return { ok: false, refusal, claims, message: null, ...witness };
}

function saysMore(
  command: Command,
  { refusal, claims, remaining }: Extract<Outcome, { ok: false }>,
): boolean {
  const [first] = claims;
  if (!onlyClaimOf(command)) return claims.length > 0;
  return claims.length !== 1 || first?.reason !== refusal || first.remaining !== remaining;
}

export function onlyClaimOf(command: Command): Claim | undefined {
  return "claims" in command && command.claims.length === 1 ? command.claims[0] : undefined;
}
