import { RETENTION_MS } from "../../idempotency.ts";
import type { KeyRow } from "../deciding/changes.ts";
import { hex, json } from "./write-batch.ts";
import { type Given, part } from "./write-part.ts";

// Idempotency keys.

/** Keys that are not written with a new booking. */
export const KEYS = part<KeyRow>({
  columns: [
    ["key_hash", "bytea", (key) => hex(key.keyHash)],
    ["fingerprint", "bytea", (key) => hex(key.fingerprint)],
    ["outcome", "text", (key) => key.outcome, "constant"],
    ["booking_id", "uuid", (key) => key.bookingId, "constant"],
    ["sequence", "bigint", (key) => key.sequence],
    ["remaining", "bigint", (key) => key.remaining],
    ["details", "jsonb", (key) => json(key.details ?? undefined), "constant"],
  ],
  rows: ({ keys }) => keys,
  statements: (given) => {
    const [outcome, booking, sequence, remaining] = [
      ...["outcome", "booking_id", "sequence", "remaining"].map(given.of),
    ] as [string, string, string, string];
    return [insertKeys(given, { outcome, booking, sequence, remaining })];
  },
});

/** SQL expressions for values without a column of the same name. */
interface KeyExpressions {
  outcome: string;
  booking: string;
  sequence: string;
  remaining: string;
}

/**
 * Returns the insert of keys, in key order to prevent deadlocks between batches with the same keys. If another batch has
 * written a key in the meantime, the insert fails, and the retry of this batch finds the outcome.
 */
export function insertKeys({ of, from, isOne }: Given, expressions: KeyExpressions, where = ""): string {
  const { outcome, booking, sequence, remaining } = expressions;
  return `insert into idempotency_keys (organization_id, key_hash, fingerprint, outcome, booking_id, sequence, remaining,
        details, created_at, expires_at)
      select $1::uuid, ${of("key_hash")}, ${of("fingerprint")}, ${outcome}, ${booking}, ${sequence}, ${remaining},
        ${of("details")}, $2::timestamptz, $2::timestamptz + case ${outcome}
          when 'ok' then interval '${RETENTION_MS.success} ms' else interval '${RETENTION_MS.refusal} ms' end
      ${from} ${where} ${isOne ? "" : `order by ${of("key_hash")}`}`;
}
