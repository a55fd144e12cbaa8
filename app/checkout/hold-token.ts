import { isId } from "#app/platform/ids.ts";
import { equalInConstantTime, toBase64Url } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";

/**
 * Returns the token that identifies a hold in URLs. Its bearer may continue with the hold, even without cookies. It gives
 * access to no typed details, and to nothing once the hold is confirmed.
 */
export function holdTokenOf(signer: Signer, bookingId: string): string {
  return `${bookingId}.${proofOf(signer, bookingId)}`;
}

/** Returns the id of the hold that a token names; undefined if this deployment did not issue the token. */
export function holdOfToken(signer: Signer, token: string | null): string | undefined {
  const [bookingId = "", proof = "", ...more] = (token ?? "").split(".");
  if (more.length > 0 || !isId(bookingId)) return undefined;
  return equalInConstantTime(proof, proofOf(signer, bookingId)) ? bookingId : undefined;
}

/** Returns whether this deployment issued the token. */
export function isHoldToken(signer: Signer, token: string): boolean {
  return holdOfToken(signer, token) !== undefined;
}

function proofOf(signer: Signer, bookingId: string): string {
  return toBase64Url(signer.sign("hold", bookingId)).slice(0, 22);
}
