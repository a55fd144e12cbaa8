import { hmac as hmacInJs } from "@noble/hashes/hmac.js";
import { sha256 as sha256InJs } from "@noble/hashes/sha2.js";

/**
 * SHA-256 and its HMAC, at once and without importing a module of Node. The runtime's own is taken where it can be asked
 * for by name (Node), which takes a fifth of the time; elsewhere a library does the same in JavaScript. The web's own crypto
 * would hand each short text to a thread and back, which costs a hundred times what it does there.
 */

export type Hashable = string | Uint8Array;

const native = typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:crypto");
const text = new TextEncoder();

/** SHA-256 over all parts, one after the other; texts as UTF-8. 32 bytes. */
export const sha256 = native
  ? (...parts: Hashable[]) => bytesOf(feed(native.createHash("sha256"), parts))
  : portableSha256;

/** HMAC-SHA-256 (RFC 2104) of a text as UTF-8. 32 bytes. */
export const hmacSha256 = native
  ? (key: string, message: string) => bytesOf(feed(native.createHmac("sha256", key), [message]))
  : portableHmacSha256;

/** What `sha256` is where the runtime has none of its own to ask for. */
export function portableSha256(...parts: Hashable[]): Uint8Array {
  return feed(
    sha256InJs.create(),
    parts.map((part) => (typeof part === "string" ? text.encode(part) : part)),
  ).digest();
}

/** What `hmacSha256` is where the runtime has none of its own to ask for. */
export function portableHmacSha256(key: string, message: string): Uint8Array {
  return hmacInJs(sha256InJs, text.encode(key), text.encode(message));
}

function feed<Hash extends { update(part: Hashable): unknown }>(hash: Hash, parts: Hashable[]): Hash {
  for (const part of parts) hash.update(part);
  return hash;
}

/** As bytes and nothing more: a Buffer is equal to no other kind of array. */
function bytesOf(hash: { digest(): Uint8Array }): Uint8Array {
  const { buffer, byteOffset, byteLength } = hash.digest();
  return new Uint8Array(buffer, byteOffset, byteLength);
}
