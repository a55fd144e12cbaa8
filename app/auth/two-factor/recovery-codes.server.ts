import { and, count, eq, isNull, sql } from "drizzle-orm";
import { hashToken, toBase32 } from "#app/platform/secrets.ts";
import { oneLine } from "#app/platform/text/normalise.ts";
import type { Db, Tx } from "#db/client.ts";
import { recoveryCodes } from "#db/schema/index.ts";

const CODES = 10;
/** 80 bits: 16 characters, which nobody guesses and anybody can type. */
const CODE_BYTES = 10;

/** Replaces the recovery codes of a user, and returns the new ones; only their hashes are stored. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newRecoveryCode);
  await deleteRecoveryCodes(tx, userId);
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: hashOf(code) })));
  return codes;
}

export async function deleteRecoveryCodes(tx: Tx, userId: string): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}

/** Redeems a recovery code. Returns whether it was valid; of two concurrent requests with it, one gets true. */
export async function redeemRecoveryCode(db: Db, userId: string, typed: string): Promise<boolean> {
  const used = await db
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, hashOf(typed)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId });
  return used.length > 0;
}

export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const [row] = await db
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}

/** Returns a code such as `k7qd-2m5x-hw3e-ya6n`. */
function newRecoveryCode(): string {
  const text = toBase32(crypto.getRandomValues(new Uint8Array(CODE_BYTES))).toLowerCase();
  return text.match(/.{4}/g)?.join("-") ?? text;
}

/** Ignores case and separators; 0 and 1, which no code contains, are read as the letters that they resemble. */
function hashOf(typed: string): Uint8Array {
  const code = oneLine(typed)
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^\da-z]/g, "")
    .replaceAll("0", "o")
    .replaceAll("1", "l");
  return hashToken(`recovery code ${code}`);
}
