import { and, eq, isNull, sql } from "drizzle-orm";
import { recordAccountChange } from "#app/audit-log/record.server.ts";
import { enqueueAccountMail } from "#app/mail/account-mails.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isLocale, type Locale } from "#app/platform/locales.ts";
import type { Tx } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { endSignInsOf } from "../sign-ins.server.ts";
import { asUser } from "./ctx.server.ts";
import { addLink, consumeLink, deleteLinksOf, lockLinks, mayGetLink } from "./links.server.ts";

/** Stands for the user of an address without an account, for whom the same queries run. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Mails the user of an address a link to set a new password. `locale` is the language of the mail for users who have chosen
 * none. Does nothing for addresses without an account, for disabled users, and after three mails within an hour; the result
 * does not reveal which.
 */
export async function requestPasswordLink(
  ctx: Ctx,
  { email, locale }: { email: string; locale: Locale },
): Promise<CommandResult> {
  await transact(ctx, async (tx) => {
    await lockLinks(tx.tx, email.toLowerCase());
    const user = await findByEmail(tx.tx, email);
    const mayGet = await mayGetLink(tx.tx, user?.id ?? NOBODY, "password");
    if (!user || !mayGet) return;
    const path = paths.newPassword(await addLink(tx.tx, user.id, "password"));
    const recipient = { to: user.email, locale: isLocale(user.locale) ? user.locale : locale };
    await enqueueAccountMail(tx.tx, tx.signer, {
      ...recipient,
      kind: "password-link",
      name: user.name,
      path,
    });
    await recordAccountChange(tx, {
      action: "account.password-link-requested",
      object: { kind: "user", id: user.id },
    });
  });
  return { ok: true };
}

/**
 * Sets the password of a link's user, and uses the link up. Ends all of the user's sign-ins and deletes their other links.
 * Refuses with LINK_USED if the link does not work any more. `locale` is as in `requestPasswordLink`.
 */
export async function setForgottenPassword(
  ctx: Ctx,
  token: string,
  { passwordHash, locale }: { passwordHash: string; locale: Locale },
): Promise<CommandResult<"LINK_USED">> {
  return transact(ctx, async (tx) => {
    const user = await consumeLink(tx.tx, "password", token);
    if (!user) return { ok: false, refusal: "LINK_USED" };
    const { userId, name, email } = user;
    await tx.tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
    const ended = await endSignInsOf(tx.tx, userId);
    await deleteLinksOf(tx.tx, userId);
    const recipient = { to: email, locale: user.locale ?? locale };
    await enqueueAccountMail(tx.tx, tx.signer, { ...recipient, kind: "password-changed", name });
    await recordAccountChange(asUser(tx, userId), {
      action: "account.password-changed",
      object: { kind: "user", id: userId },
      after: { by: "link", endedSignIns: ended },
    });
    return { ok: true };
  });
}

async function findByEmail(tx: Tx, email: string) {
  const [user] = await tx
    .select({ id: users.id, email: users.email, name: users.name, locale: users.locale })
    .from(users)
    .where(and(sql`lower(${users.email}) = lower(${email})`, isNull(users.disabledAt)));
  return user;
}
