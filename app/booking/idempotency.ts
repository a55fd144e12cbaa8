import { hashToken } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";
import type { Idempotency } from "./request.ts";

const DAY = 24 * 60 * 60 * 1000;

/** How long an answer is kept under its key: a refusal a day, a success a week (and then as long as its booking). */
export const KEPT_FOR = { refusal: DAY, success: 7 * DAY };

/**
 * What the engine needs to give one answer to a request however often it is sent. `principal` is whoever the key
 * belongs to, so that one caller's key never meets another's. Neither the key nor the body can be read back from it.
 */
export function idempotencyOf(
  signer: Signer,
  request: { principal: string; key: string; operation: string; body: unknown },
): Idempotency {
  const { principal, key, operation, body } = request;
  return {
    keyHash: hashToken(JSON.stringify([principal, key])),
    fingerprint: signer.sign("idempotency", operation, canonicalJson(body)),
  };
}

/** JSON with its keys in order: two bodies that say the same have the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(",")}}`;
}
