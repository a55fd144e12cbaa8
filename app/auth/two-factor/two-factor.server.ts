import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { recordAccountChange } from "#app/audit-log/record.server.ts";
import { enqueueAccountMail } from "#app/mail/account-mails.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import type { Locale } from "#app/platform/locales.ts";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { endSignInsOf } from "../sign-ins.server.ts";
import { countRecoveryCodes, deleteRecoveryCodes, replaceRecoveryCodes } from "./recovery-codes.server.ts";
import { acceptSecondFactor, sealTotpSecret, type TypedCode } from "./second-factor.server.ts";
import { stepOfCode } from "./totp.server.ts";

/** The signed-in user who changes their own account. */
interface OwnAccount {
  userId: string;
  /** The browser whose sign-in stays. */
  browser: { request: Request; secure: boolean };
  /** The language of the mail. */
  locale: Locale;
}

type CodeRefusal = "WRONG_CODE" | "TWO_FACTOR_CHANGED";

/** Returns since when a user has two-factor authentication, and how many recovery codes are left; undefined without it. */
export async function findTwoFactor(
  db: Db,
  userId: string,
): Promise<{ since: Date; recoveryCodesLeft: number } | undefined> {
  const [user] = await db.select({ since: users.totpSince }).from(users).where(eq(users.id, userId));
  if (!user?.since) return undefined;
  return { since: user.since, recoveryCodesLeft: await countRecoveryCodes(db, userId) };
}

/**
 * Turns two-factor authentication on with a code of the new secret, ends the user's other sign-ins, and returns the recovery
 * codes. Refuses with WRONG_CODE, and with TWO_FACTOR_CHANGED if it is on already.
 */
export function turnTwoFactorOn(
  ctx: Ctx,
  account: OwnAccount,
  { secret, code }: { secret: string; code: string },
): Promise<CommandResult<CodeRefusal, { recoveryCodes: string[] }>> {
  const { userId } = account;
  return transact(ctx, async (tx) => {
    const step = stepOfCode(secret, code, tx.now);
    if (step === undefined) return { ok: false, refusal: "WRONG_CODE" };
    const totpSecret = await sealTotpSecret(tx.signer, userId, secret);
    const [user] = await tx.tx
      .update(users)
      .set({ totpSecret, totpSince: sql`now()`, totpLastStep: step })
      .where(and(eq(users.id, userId), isNull(users.totpSecret)))
      .returning({ name: users.name, email: users.email });
    if (!user) return { ok: false, refusal: "TWO_FACTOR_CHANGED" };
    const recoveryCodes = await replaceRecoveryCodes(tx.tx, userId);
    await announce(tx, account, { ...user, kind: "two-factor-on" });
    return { ok: true, recoveryCodes };
  });
}

/**
 * Turns two-factor authentication off with a code or a recovery code, and ends the user's other sign-ins. Refuses with
 * WRONG_CODE, and with TWO_FACTOR_CHANGED if it is off already.
 */
export function turnTwoFactorOff(
  ctx: Ctx,
  account: OwnAccount,
  typed: TypedCode,
): Promise<CommandResult<CodeRefusal>> {
  const { userId } = account;
  return withCode(ctx, userId, typed, async (tx) => {
    const [user] = await tx.tx
      .update(users)
      .set({ totpSecret: null, totpSince: null, totpLastStep: null })
      .where(eq(users.id, userId))
      .returning({ name: users.name, email: users.email });
    if (!user) return { ok: false, refusal: "TWO_FACTOR_CHANGED" };
    await deleteRecoveryCodes(tx.tx, userId);
    await announce(tx, account, { ...user, kind: "two-factor-off" });
    return { ok: true };
  });
}

/** Replaces the recovery codes with a code or a recovery code, and returns the new ones. Refuses as `turnTwoFactorOff`. */
export function renewRecoveryCodes(
  ctx: Ctx,
  userId: string,
  typed: TypedCode,
): Promise<CommandResult<CodeRefusal, { recoveryCodes: string[] }>> {
  return withCode(ctx, userId, typed, async (tx) => {
    const recoveryCodes = await replaceRecoveryCodes(tx.tx, userId);
    await recordAccountChange(tx, {
      action: "account.recovery-codes-renewed",
      object: { kind: "user", id: userId },
    });
    return { ok: true, recoveryCodes };
  });
}

/** Runs `work` in the transaction that accepts the code, so that a code is used up only together with the change. */
function withCode<Result extends object>(
  ctx: Ctx,
  userId: string,
  typed: TypedCode,
  work: (tx: TxCtx) => Promise<Result>,
): Promise<Result | { ok: false; refusal: CodeRefusal }> {
  return transact(ctx, async (tx) => {
    const [user] = await tx.tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, userId), isNotNull(users.totpSecret)));
    if (!user) return { ok: false, refusal: "TWO_FACTOR_CHANGED" };
    if (!(await acceptSecondFactor(tx, userId, typed, tx.now))) return { ok: false, refusal: "WRONG_CODE" };
    return work(tx);
  });
}

/** Ends the other sign-ins, mails the user, and records the change. */
async function announce(
  tx: TxCtx,
  { userId, browser, locale }: OwnAccount,
  { name, email, kind }: { name: string; email: string; kind: "two-factor-on" | "two-factor-off" },
): Promise<void> {
  const endedSignIns = await endSignInsOf(tx.tx, userId, browser);
  await enqueueAccountMail(tx.tx, tx.signer, { kind, name, to: email, locale });
  await recordAccountChange(tx, {
    action: kind === "two-factor-on" ? "account.two-factor-turned-on" : "account.two-factor-turned-off",
    object: { kind: "user", id: userId },
    after: { endedSignIns },
  });
}
