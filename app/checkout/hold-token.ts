import { isId } from "#app/platform/ids.ts";
import { equalInConstantTime, sign, toBase64Url } from "#app/platform/secrets.ts";

/**
 * What names a hold in an address: whoever has it may go on with the hold, also without cookies. It opens nothing that
 * somebody has typed, and nothing at all once the hold has become a booking.
 */
export async function holdTokenOf(secret: string, bookingId: string): Promise<string> {
  return `${bookingId}.${proofOf(secret, bookingId)}`;
}

/** The hold that a token names; undefined for one that this deployment did not give out. */
export async function holdOfToken(secret: string, token: string | null): Promise<string | undefined> {
  const [bookingId = "", proof = "", ...more] = (token ?? "").split(".");
  if (more.length > 0 || !isId(bookingId)) return undefined;
  return equalInConstantTime(proof, proofOf(secret, bookingId)) ? bookingId : undefined;
}

/** Returns whether this deployment gave the token out. */
export async function isHoldToken(secret: string, token: string): Promise<boolean> {
  return (await holdOfToken(secret, token)) !== undefined;
}

function proofOf(secret: string, bookingId: string): string {
  return toBase64Url(sign(secret, "hold", bookingId)).slice(0, 22);
}
