import { newToken } from "#app/platform/secrets.ts";
import { sha256 } from "#app/platform/sha256.ts";
import { KEY_SCOPES } from "#db/schema/values.ts";

/** The scopes of keys: read, book and cancel, override booking rules as the desk, or manage resources and settings. No scope includes another. */
export const SCOPES = KEY_SCOPES;
export type Scope = (typeof SCOPES)[number];

const PREFIX = "rsv_live_";
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Generates a key: `rsv_live_`, 8 letters or digits that identify it in lists, and 256 random bits. The constant prefix
 * lets secret scanners find leaked keys in repositories.
 */
export function newSecret(): { prefix: string; secret: string } {
  let id = "";
  while (id.length < 8) {
    // 252 is the largest multiple of 36 below 256: larger bytes would bias the result towards the first letters.
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      if (byte < 252 && id.length < 8) id += LETTERS[byte % 36];
    }
  }
  const prefix = PREFIX + id;
  return { prefix, secret: `${prefix}_${newToken()}` };
}

/** Returns the 8 characters that identify a key in logs, which must not contain its full prefix. */
export function nameOfKey(prefix: string): string {
  return prefix.slice(PREFIX.length);
}

/** Returns whether a text has the format of a key. Anything else needs no database lookup. */
export function looksLikeKey(text: string): boolean {
  return /^rsv_live_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/.test(text);
}

/** Returns the stored form of a key: its SHA-256. Keys are random, so no salt is needed. */
export function hashKey(secret: string): Uint8Array {
  return sha256(secret);
}
