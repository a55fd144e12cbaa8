import { hashToken } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";
import type { Idempotency } from "./request.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long outcomes are stored under their keys. A success is kept on for as long as its booking is active. */
export const RETENTION_MS = { refusal: DAY_MS, success: 7 * DAY_MS };

/**
 * Returns the hashes under which a request's outcome is stored. `principal` is the owner of the key, so that callers
 * cannot collide with each other's keys. Neither the key nor the body can be recovered from the hashes.
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

/** Serialises to JSON with sorted keys, so that equal bodies have equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(",")}}`;
}
