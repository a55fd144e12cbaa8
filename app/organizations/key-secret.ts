import { newToken } from "#app/platform/secrets.ts";
import { sha256 } from "#app/platform/sha256.ts";

/** What a key may do: look, book and cancel, or change resources and settings. None includes another. */
export const SCOPES = ["read", "book", "manage"] as const;
export type Scope = (typeof SCOPES)[number];

const PREFIX = "rsv_live_";
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/**
 * A new key: `rsv_live_`, 8 letters or digits that name it in lists, and 256 random bits. The beginning is the same for
 * all, so that scanners for lost secrets find one in a repository.
 */
export function newSecret(): { prefix: string; secret: string } {
  let id = "";
  while (id.length < 8) {
    // 252 is the largest multiple of 36 below 256: bytes above it would make the first letters likelier.
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      if (byte < 252 && id.length < 8) id += LETTERS[byte % 36];
    }
  }
  const prefix = PREFIX + id;
  return { prefix, secret: `${prefix}_${newToken()}` };
}

/** The letters that name a key where even its beginning must not be written: in the log. */
export function nameOfKey(prefix: string): string {
  return prefix.slice(PREFIX.length);
}

/** Whether a text has the form of a key of ours: nothing else is worth a look into the database. */
export function looksLikeKey(text: string): boolean {
  return /^rsv_live_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/.test(text);
}

/** What is stored of a key: its SHA-256. Keys are random, so no salt is needed. */
export function hashKey(secret: string): Uint8Array {
  return sha256(secret);
}
