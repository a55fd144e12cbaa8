import type { RefusalCode } from "../../refusals.ts";
import type { Outcome, ResourceAfter } from "../../request.ts";
import type { Booking, Claim } from "../../world.ts";
import type { ClaimRefusal, Command } from "../deciding/decision.ts";

/** The parts of an outcome that are stored with its key because they cannot be derived from other rows. */
export interface OutcomeDetails {
  /** The claims of a refusal, unless they follow from it. */
  claims?: ClaimRefusal[];
  /** The number of changes of the booking at that time. Defaults to 1. */
  position?: number;
  /** The deadline of the booking at that time. Defaults to none. */
  expiresAt?: number | null;
  /** The resource, for a command on a resource. */
  resource?: ResourceAfter;
  /** The booking rules that were overridden. Defaults to none. */
  warnings?: readonly RefusalCode[];
}

/** An outcome stored under a key. */
export interface StoredOutcome {
  fingerprint: Uint8Array;
  outcome: string;
  sequence: number;
  remaining: number;
  at: number;
  details: OutcomeDetails | null;
  /** The booking as the outcome had it. */
  booking: Booking | null;
}

/** Returns the details to store. Null for the most frequent outcomes: a confirmed booking, one refused claim. */
export function detailsOf(command: Command, answer: Outcome): OutcomeDetails | null {
  if (!answer.ok) return saysMore(command, answer) ? { claims: answer.claims } : null;
  if (answer.resource) return { resource: answer.resource };
  const { booking, warnings } = answer;
  const moment =
    booking && command.kind !== "book" ? { position: booking.changes, expiresAt: booking.expiresAt } : null;
  return warnings.length === 0 ? moment : { ...moment, warnings };
}

/** Rebuilds a stored outcome exactly. `claim` is the claim of the request, if it has exactly one. */
export function replayOutcome(kept: StoredOutcome, claim?: Claim): Outcome {
  const { outcome, sequence, remaining, at, details, booking } = kept;
  const point = { sequence, remaining, at, replayed: true };
  if (outcome === "ok") {
    const { resource = null, warnings = [] } = details ?? {};
    return { ok: true, booking, resource, warnings, ...point };
  }
  const refusal = outcome as RefusalCode;
  const claims = details?.claims ?? (claim ? [{ ...claim, reason: refusal, remaining }] : []);
  return { ok: false, refusal, claims, message: null, ...point };
}

function saysMore(
  command: Command,
  { refusal, claims, remaining }: Extract<Outcome, { ok: false }>,
): boolean {
  const [first] = claims;
  if (!onlyClaimOf(command)) return claims.length > 0;
  return claims.length !== 1 || first?.reason !== refusal || first.remaining !== remaining;
}

/** Returns the claim of a command that has exactly one. */
export function onlyClaimOf(command: Command): Claim | undefined {
  return "claims" in command && command.claims.length === 1 ? command.claims[0] : undefined;
}
