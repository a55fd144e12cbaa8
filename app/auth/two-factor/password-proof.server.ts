import { and, eq, isNull } from "drizzle-orm";
import { now } from "#app/platform/clock.ts";
import { seal, unseal } from "#app/platform/seal.ts";
import { equalInConstantTime, fromBase64Url, hashToken, toBase64Url, toHex } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";

const VALID_MS = 5 * 60_000;
const MAX_CHARACTERS = 1_000;

/** Content of the encrypted text between the two steps of a sign-in. */
interface Proof {
  userId: string;
  endsAt: number;
  /** Changing the password invalidates the proof. */
  passwordHash: string;
}

const sealOf = (signer: Signer) => ({
  signer,
  purpose: "password proof",
  boundTo: new TextEncoder().encode("sign-in"),
});

/**
 * Returns the encrypted proof that the password of a user with two-factor authentication was right, valid for five minutes;
 * undefined for a user without it.
 */
export async function provePassword(
  { db, signer }: { db: Db; signer: Signer },
  userId: string,
): Promise<string | undefined> {
  const user = await findUser(db, userId);
  if (!user?.hasTwoFactor) return undefined;
  const proof: Proof = {
    userId,
    endsAt: now().getTime() + VALID_MS,
    passwordHash: digestOf(user.passwordHash),
  };
  return toBase64Url(await seal(JSON.stringify(proof), sealOf(signer)));
}

/** Returns whose password a proof is about; undefined if it is forged, expired, or about a former password. */
export async function readPasswordProof(
  { db, signer }: { db: Db; signer: Signer },
  proof: string,
): Promise<{ userId: string; email: string } | undefined> {
  const sealed = proof.length <= MAX_CHARACTERS ? fromBase64Url(proof) : undefined;
  const text = sealed && (await unseal(sealed, sealOf(signer)));
  if (!text) return undefined;
  const { userId, endsAt, passwordHash } = JSON.parse(text) as Proof;
  if (endsAt <= now().getTime()) return undefined;
  const user = await findUser(db, userId);
  if (!user || !equalInConstantTime(passwordHash, digestOf(user.passwordHash))) return undefined;
  return { userId, email: user.email };
}

async function findUser(db: Db, userId: string) {
  const [user] = await db
    .select({ email: users.email, passwordHash: users.passwordHash, totpSince: users.totpSince })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.disabledAt)));
  return user && { ...user, hasTwoFactor: user.totpSince !== null };
}

const digestOf = (passwordHash: string) => toHex(hashToken(passwordHash));
