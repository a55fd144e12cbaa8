import { and, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { seal, unseal } from "#app/platform/seal.ts";
import type { Signer } from "#app/platform/signer.ts";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { redeemRecoveryCode } from "./recovery-codes.server.ts";
import { stepOfCode } from "./totp.server.ts";

/** A typed code of the authenticator app, or a recovery code in its place. */
export interface TypedCode {
  code: string;
  recoveryCode: string;
}

/** Returns the context in which a user's secret is encrypted. */
const sealOf = (signer: Signer, userId: string) => ({
  signer,
  purpose: "totp secret",
  boundTo: new TextEncoder().encode(userId),
});

export const sealTotpSecret = (signer: Signer, userId: string, secret: string) =>
  seal(secret, sealOf(signer, userId));

/**
 * Accepts a code of a user with two-factor authentication once, and returns its kind; undefined if it is wrong. A code of the
 * step of the last accepted code, or of an earlier one, is wrong. One conditional UPDATE decides, so that of two concurrent
 * requests with one code, one is accepted.
 */
export async function acceptSecondFactor(
  { db, signer }: { db: Db; signer: Signer },
  userId: string,
  { code, recoveryCode }: TypedCode,
  at: Date,
): Promise<"totp" | "recovery-code" | undefined> {
  const [user] = await db
    .select({ secret: users.totpSecret })
    .from(users)
    .where(and(eq(users.id, userId), isNotNull(users.totpSecret), isNull(users.disabledAt)));
  if (!user?.secret) return undefined;
  if (code === "") {
    return (await redeemRecoveryCode(db, userId, recoveryCode)) ? "recovery-code" : undefined;
  }
  // Undefined if the deployment's secret has changed: recovery codes still work.
  const secret = await unseal(user.secret, sealOf(signer, userId));
  const step = secret === undefined ? undefined : stepOfCode(secret, code, at);
  if (step === undefined) return undefined;
  const accepted = await db
    .update(users)
    .set({ totpLastStep: step })
    .where(and(eq(users.id, userId), eq(users.totpSecret, user.secret), lt(users.totpLastStep, step)))
    .returning({ id: users.id });
  return accepted.length > 0 ? "totp" : undefined;
}
