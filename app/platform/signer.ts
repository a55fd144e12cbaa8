import { hmacSha256 } from "./sha256.ts";

/** Signs with the deployment's secret without exposing it. All instances sign the same way. */
export interface Signer {
  /** Returns the HMAC-SHA-256 of the parts; they are framed, so that no two lists of parts collide. */
  sign(...parts: string[]): Uint8Array;
}

/** Creates a signer with the deployment's secret. */
export function createSigner(secret: string): Signer {
  return { sign: (...parts) => hmacSha256(secret, JSON.stringify(parts)) };
}
