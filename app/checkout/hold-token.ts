import { isId } from "#app/platform/ids.ts";
import { equalInConstantTime, toBase64Url } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";

/**
 * What names a hold in an address: whoever has it may go on with the hold, also without cookies. It opens nothing that
 * somebody has typed, and nothing at all once the hold has become a booking.
 */
export function holdTokenOf(signer: Signer, bookingId: string): string {
  return `${bookingId}.${proofOf(signer, bookingId)}`;
}

/** The hold that a token names; undefined for one that this deployment did not give out. */
export function holdOfToken(signer: Signer, token: string | null): string | undefined {
  const [bookingId = "", proof = "", ...more] = (token ?? "").split(".");
  if (more.length > 0 || !isId(bookingId)) return undefined;
  return equalInConstantTime(proof, proofOf(signer, bookingId)) ? bookingId : undefined;
}

/** Returns whether this deployment gave the token out. */
export function isHoldToken(signer: Signer, token: string): boolean {
  return holdOfToken(signer, token) !== undefined;
}

function proofOf(signer: Signer, bookingId: string): string {
  return toBase64Url(signer.sign("hold", bookingId)).slice(0, 22);
}
