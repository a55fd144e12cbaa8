import type { AppLoadContext } from "@remix-run/server-runtime";
import { eq } from "drizzle-orm";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { Busy } from "#app/platform/errors.ts";
import { users } from "#db/schema/index.ts";

type PasswordCheck = CommandResult<
  "INVALID_FORM" | "RATE_LIMITED",
  Record<never, never>,
  { message: string }
>;

/**
 * Checks the password of a signed-in user, who may have left the browser to somebody else. A refusal has the message for the
 * field.
 */
export async function checkPassword(
  { db, passwords, rateLimits }: AppLoadContext,
  userId: string,
  typed: string,
  t: AdminServerTranslate,
): Promise<PasswordCheck> {
  const no = (message: string) => ({ ok: false, refusal: "INVALID_FORM", message }) as const;
  const tooOften = (count: number) =>
    ({ ok: false, refusal: "RATE_LIMITED", message: t("admin.auth.tooMany", { count }) }) as const;
  if (typed === "") return no(t("admin.auth.signIn.passwordMissing"));
  const key = `${userId} password`;
  const limit = rateLimits.consume("second-factor", key);
  if (!limit.ok) return tooOften(limit.retryAfterSeconds);
  const [user] = await db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, userId));
  try {
    const isRight = user && (await passwords.verify(typed.slice(0, 128), user.hash, { urgent: true }));
    if (!isRight) return no(t("admin.auth.password.wrong"));
  } catch (error) {
    if (!(error instanceof Busy)) throw error;
    rateLimits.refund("second-factor", key);
    return tooOften(error.retryAfterSeconds);
  }
  rateLimits.refund("second-factor", key);
  return { ok: true };
}
