import { KEPT_FOR } from "../../idempotency.ts";
import type { KeyRow } from "../deciding/changes.ts";
import { hex, json } from "./write-batch.ts";
import { type Given, part } from "./write-part.ts";

// Idempotency keys.

/** Keys that do not go along with a new booking. */
export const KEYS = part<KeyRow>({
  columns: [
    ["key_hash", "bytea", (key) => hex(key.keyHash)],
    ["fingerprint", "bytea", (key) => hex(key.fingerprint)],
    ["outcome", "text", (key) => key.outcome, "often"],
    ["booking_id", "uuid", (key) => key.bookingId, "often"],
    ["sequence", "bigint", (key) => key.sequence],
    ["remaining", "bigint", (key) => key.remaining],
    ["details", "jsonb", (key) => json(key.details ?? undefined), "often"],
  ],
  rows: ({ keys }) => keys,
  statements: (given) => {
    const [outcome, booking, sequence, remaining] = [
      ...["outcome", "booking_id", "sequence", "remaining"].map(given.of),
    ] as [string, string, string, string];
    return [insertKeys(given, { outcome, booking, sequence, remaining })];
  },
});

/** Expressions for what the columns are not named after. */
interface Said {
  outcome: string;
  booking: string;
  sequence: string;
  remaining: string;
}

/**
 * In key order, so that two batches with the same keys wait for each other instead of in a circle. A key that another
 * batch has written meanwhile makes the insert fail, and this batch starts over and finds the answer.
 */
export function insertKeys({ of, from, isOne }: Given, said: Said, where = ""): string {
  const { outcome, booking, sequence, remaining } = said;
  return `insert into idempotency_keys (organization_id, key_hash, fingerprint, outcome, booking_id, sequence, remaining,
        details, created_at, expires_at)
      select $1::uuid, ${of("key_hash")}, ${of("fingerprint")}, ${outcome}, ${booking}, ${sequence}, ${remaining},
        ${of("details")}, $2::timestamptz, $2::timestamptz + case ${outcome}
          when 'ok' then interval '${KEPT_FOR.success} ms' else interval '${KEPT_FOR.refusal} ms' end
      ${from} ${where} ${isOne ? "" : `order by ${of("key_hash")}`}`;
}
