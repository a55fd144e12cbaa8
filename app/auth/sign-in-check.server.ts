import type { AppLoadContext } from "@remix-run/server-runtime";
import type { AdminTranslate } from "#app/i18n/admin-translate.ts";
import { Busy } from "#app/platform/errors.ts";
import type { AnyRefusal } from "#app/platform/refusals.ts";
import { emailOrText } from "#app/platform/text/email.ts";
import { authenticate, WrongCredentials } from "./authenticator.server.ts";

interface Typed {
  email: string;
  password: string;
}

export type SignInCheck =
  | { ok: true; userId: string }
  | { ok: false; refusal: AnyRefusal; field: "email" | "password" | ""; message: string };

/**
 * Checks email address and password for every form that signs in: rate limit of the client's network, presence, match. A
 * refusal has the message for its field, or for the form if `field` is empty.
 */
export async function checkSignIn(
  context: AppLoadContext,
  { email, password }: Typed,
  t: AdminTranslate,
): Promise<SignInCheck> {
  const no = (refusal: AnyRefusal, message: string, field: "email" | "password" | "" = "") =>
    ({ ok: false, refusal, field, message }) as const;
  const tooOften = (count: number) => no("RATE_LIMITED", t("admin.auth.tooMany", { count }));

  const limit = context.rateLimits.consume("sign-in", context.clientAddress);
  if (!limit.ok) return tooOften(limit.retryAfterSeconds);
  if (emailOrText(email) === "") return no("INVALID_FORM", t("admin.auth.signIn.emailMissing"), "email");
  if (!password) return no("INVALID_FORM", t("admin.auth.signIn.passwordMissing"), "password");
  try {
    return { ok: true, userId: await authenticate(context, { email, password }) };
  } catch (error) {
    if (error instanceof WrongCredentials) return no("WRONG_CREDENTIALS", t("admin.auth.signIn.wrong"));
    if (error instanceof Busy) return tooOften(error.retryAfterSeconds);
    throw error;
  }
}
