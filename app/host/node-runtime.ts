import { createHash, createHmac } from "node:crypto";
import type { Runtime } from "#app/platform/runtime.ts";

/** Node's own hashes, 1 to 2 µs each, and its queues: `nextTick` runs after promises, `setImmediate` after input. */
export const nodeRuntime: Runtime = {
  sha256(parts) {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return bytesOf(hash.digest());
  },
  hmacSha256: (key, message) => bytesOf(createHmac("sha256", key).update(message).digest()),
  afterPromises: (callback) => process.nextTick(callback),
  afterInput: (callback) => void setImmediate(callback),
};

/** Returns the bytes as a plain Uint8Array, since a Buffer is not deeply equal to one. */
function bytesOf({ buffer, byteOffset, byteLength }: Buffer<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
