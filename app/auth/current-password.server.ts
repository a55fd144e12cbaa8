import type { AppLoadContext } from "@remix-run/server-runtime";
import { eq } from "drizzle-orm";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { Busy } from "#app/platform/errors.ts";
import { users } from "#db/schema/index.ts";

/** Its password field has no schema: the password may have been set under other rules. */
const MAX_PASSWORD_CHARACTERS = 128;

type CurrentPasswordCheck = CommandResult<
  "INVALID_FORM" | "RATE_LIMITED",
  { verifiedHash: string },
  { message: string }
>;

/**
 * Checks the current password of a signed-in user, who may have left the browser to somebody else. Wrong ones count towards a
 * limit per user. Returns the hash that it was checked against; a refusal has the message for the field.
 */
export async function checkCurrentPassword(
  { db, passwords, rateLimits }: Pick<AppLoadContext, "db" | "passwords" | "rateLimits">,
  userId: string,
  typed: string,
  t: AdminServerTranslate,
): Promise<CurrentPasswordCheck> {
  const wrong = (message: string) => ({ ok: false, refusal: "INVALID_FORM", message }) as const;
  const tooOften = (count: number) =>
    ({ ok: false, refusal: "RATE_LIMITED", message: t("admin.auth.tooMany", { count }) }) as const;
  if (typed === "") return wrong(t("admin.auth.signIn.passwordMissing"));
  // Counted before the check, so that concurrent attempts do not exceed the limit.
  const limit = rateLimits.consume("current-password", userId);
  if (!limit.ok) return tooOften(limit.retryAfterSeconds);
  const [user] = await db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, userId));
  try {
    const isRight =
      user && (await passwords.verify(typed.slice(0, MAX_PASSWORD_CHARACTERS), user.hash, { urgent: true }));
    if (!isRight) return wrong(t("admin.auth.password.wrong"));
  } catch (error) {
    rateLimits.refund("current-password", userId);
    if (error instanceof Busy) return tooOften(error.retryAfterSeconds);
    throw error;
  }
  rateLimits.refund("current-password", userId);
  return { ok: true, verifiedHash: user.hash };
}
