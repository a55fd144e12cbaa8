import { and, eq, ne, sql } from "drizzle-orm";
import { recordAccountChange } from "#app/audit-log/record.server.ts";
import { enqueueAccountMail } from "#app/mail/account-mails.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { Locale } from "#app/platform/locales.ts";
import { type Db, databaseError, type Tx } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { type Browser, endSignInsOf, type SignedIn } from "../sign-ins.server.ts";
import { asUser } from "./ctx.server.ts";
import {
  addLink,
  consumeLink,
  deleteLinksOf,
  expireEmailLinks,
  findLink,
  type Linked,
  lockLinks,
  mayGetLink,
} from "./links.server.ts";

/**
 * Requests a new email address for a user: mails a link to it, which replaces an earlier one. An address of another account
 * gets no mail, and the result does not reveal it. Refuses with RATE_LIMITED after five requests within an hour. `locale` is
 * the language of the mail.
 */
export async function requestEmailChange(
  ctx: Ctx,
  user: Pick<SignedIn, "userId" | "name">,
  { email, locale }: { email: string; locale: Locale },
): Promise<CommandResult<"RATE_LIMITED">> {
  const { userId, name } = user;
  return transact(ctx, async (tx) => {
    await lockLinks(tx.tx, userId);
    if (!(await mayGetLink(tx.tx, userId, "email"))) return { ok: false, refusal: "RATE_LIMITED" };
    await expireEmailLinks(tx.tx, userId);
    const path = paths.confirmEmail({ token: await addLink(tx.tx, userId, "email", email) });
    if (!(await isTaken(tx.tx, userId, email))) {
      await enqueueAccountMail(tx.tx, tx.signer, { kind: "email-link", to: email, locale, name, path });
    }
    await recordAccountChange(tx, {
      action: "account.email-change-requested",
      object: { kind: "user", id: userId },
    });
    return { ok: true };
  });
}

/** Withdraws the request for a new address; its link no longer works. */
export async function cancelEmailChange(ctx: Ctx, userId: string): Promise<CommandResult> {
  await transact(ctx, async (tx) => {
    if (!(await expireEmailLinks(tx.tx, userId))) return;
    await recordAccountChange(tx, {
      action: "account.email-change-cancelled",
      object: { kind: "user", id: userId },
    });
  });
  return { ok: true };
}

/** Returns the new address of a link that works, without using it up. */
export async function findConfirmedEmail(db: Db, token: string): Promise<string | undefined> {
  return (await findLink(db, "email", token))?.newEmail ?? undefined;
}

/**
 * Sets the address of a link's user to the one that it confirms, and uses the link up. Ends the user's sign-ins in other
 * browsers, deletes their other links, and notifies the former address. Refuses with LINK_USED if the link does not work any
 * more, and with EMAIL_TAKEN, which does not use it up, if another account has got the address. `locale` is the language of the mail for users who have
 * chosen none.
 */
export async function confirmEmailChange(
  ctx: Ctx,
  token: string,
  { browser, locale }: { browser: Browser; locale: Locale },
): Promise<CommandResult<"LINK_USED" | "EMAIL_TAKEN">> {
  try {
    return await transact(ctx, async (tx) => {
      const user = await consumeLink(tx.tx, "email", token);
      if (!user?.newEmail) return { ok: false, refusal: "LINK_USED" };
      await setEmail(tx.tx, user, user.newEmail);
      const endedSignIns = await endSignInsOf(tx.tx, user.userId, browser);
      const { name, newEmail, email: to } = user;
      const mail = { to, locale: user.locale ?? locale, name, email: newEmail };
      await enqueueAccountMail(tx.tx, tx.signer, { ...mail, kind: "email-changed" });
      await recordAccountChange(asUser(tx, user.userId), {
        action: "account.email-changed",
        object: { kind: "user", id: user.userId },
        after: { endedSignIns },
      });
      return { ok: true };
    });
  } catch (error) {
    if (databaseError(error)?.constraint === "users_email_unique")
      return { ok: false, refusal: "EMAIL_TAKEN" };
    throw error;
  }
}

async function setEmail(tx: Tx, { userId }: Linked, email: string): Promise<void> {
  await tx.update(users).set({ email }).where(eq(users.id, userId));
  // A link to set a new password may be in the former mailbox.
  await deleteLinksOf(tx, userId);
}

async function isTaken(tx: Tx, userId: string, email: string): Promise<boolean> {
  const others = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(sql`lower(${users.email}) = lower(${email})`, ne(users.id, userId)));
  return others.length > 0;
}
