import { and, eq, sql } from "drizzle-orm";
import { recordAccountChange } from "#app/audit-log/record.server.ts";
import { enqueueAccountMail } from "#app/mail/account-mails.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import type { Locale } from "#app/platform/locales.ts";
import { users } from "#db/schema/index.ts";
import { type Browser, endSignInsOf, renewSignIn } from "../sign-ins.server.ts";

/** Sets the name of a user. */
export async function renameUser(ctx: Ctx, userId: string, name: string): Promise<CommandResult> {
  await transact(ctx, async (tx) => {
    const renamed = await tx.tx
      .update(users)
      .set({ name })
      .where(and(eq(users.id, userId), sql`${users.name} <> ${name}`))
      .returning({ id: users.id });
    if (renamed.length === 0) return;
    await recordAccountChange(tx, { action: "account.name-changed", object: { kind: "user", id: userId } });
  });
  return { ok: true };
}

/**
 * Sets the password of a signed-in user, ends their other sign-ins, and gives this browser's sign-in a new token, since
 * someone who knew the former password may have read the former token. Returns the browser's cookie. `verifiedHash` is the hash
 * that the current password was checked against: refuses with WRONG_CREDENTIALS if it is no longer stored. `locale` is the
 * language of the mail.
 */
export async function changePassword(
  ctx: Ctx,
  userId: string,
  change: { verifiedHash: string; passwordHash: string; browser: Browser; locale: Locale },
): Promise<CommandResult<"WRONG_CREDENTIALS", { cookie: string }>> {
  const { verifiedHash, passwordHash, browser, locale } = change;
  return transact(ctx, async (tx) => {
    const [user] = await tx.tx
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, userId), eq(users.passwordHash, verifiedHash)))
      .returning({ name: users.name, email: users.email });
    if (!user) return { ok: false, refusal: "WRONG_CREDENTIALS" };
    const endedSignIns = await endSignInsOf(tx.tx, userId, browser);
    const cookie = await renewSignIn(tx.tx, browser);
    const { name, email: to } = user;
    await enqueueAccountMail(tx.tx, tx.signer, { kind: "password-changed", to, locale, name });
    await recordAccountChange(tx, {
      action: "account.password-changed",
      object: { kind: "user", id: userId },
      after: { by: "password", endedSignIns },
    });
    return { ok: true, cookie };
  });
}
