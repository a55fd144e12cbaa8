import { seal, unseal } from "#app/platform/seal.ts";
import { fromBase64Url, toBase64Url } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";
import { type QrDrawing, qrDrawing } from "#app/ui/qr-matrix.ts";
import { newTotpSecret, totpUri } from "./totp.server.ts";

/** A secret that is not stored before a code has shown that the app has it. */
export interface PendingSecret {
  /** The encrypted secret, which travels in the form. */
  sealed: string;
  /** The secret in groups of four characters, to type into an app. */
  key: string;
  qr: QrDrawing;
}

const sealOf = (signer: Signer, userId: string) => ({
  signer,
  purpose: "pending totp secret",
  boundTo: new TextEncoder().encode(userId),
});

interface User {
  userId: string;
  email: string;
}

/** Creates a secret for a user who turns two-factor authentication on. */
export async function createPendingSecret(signer: Signer, user: User): Promise<PendingSecret> {
  const secret = newTotpSecret();
  return pendingOf(toBase64Url(await seal(secret, sealOf(signer, user.userId))), secret, user);
}

/** Returns the secret of a submitted form; undefined if it is not one that this user's page contained. */
export async function readPendingSecret(
  signer: Signer,
  user: User,
  sealed: string,
): Promise<{ secret: string; pending: PendingSecret } | undefined> {
  const bytes = fromBase64Url(sealed);
  const secret = bytes && (await unseal(bytes, sealOf(signer, user.userId)));
  return secret ? { secret, pending: pendingOf(sealed, secret, user) } : undefined;
}

function pendingOf(sealed: string, secret: string, { email }: User): PendingSecret {
  return { sealed, key: secret.match(/.{1,4}/g)?.join(" ") ?? secret, qr: qrDrawing(totpUri(secret, email)) };
}
