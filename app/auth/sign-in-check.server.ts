import type { AppLoadContext } from "@remix-run/server-runtime";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import { Busy } from "#app/platform/errors.ts";
import type { AnyRefusal } from "#app/platform/refusals.ts";
import { emailOrText } from "#app/platform/text/email.ts";
import { authenticate, WrongCredentials } from "./authenticator.server.ts";
import { accountKeyOf, knownBrowserOf } from "./known-browser.server.ts";
import type { SignInCheck, TypedSignIn } from "./sign-in-steps.ts";
import { checkCode } from "./two-factor/check-code.server.ts";
import { provePassword } from "./two-factor/password-proof.server.ts";

interface SignInRequest {
  request: Request;
  context: AppLoadContext;
  t: AdminServerTranslate;
}

/**
 * Checks one step of a sign-in, for every form that signs in: with a proof the code, else email address and password. A user
 * with two-factor authentication gets the refusal CODE_REQUIRED and the proof for the second step.
 */
export function checkSignIn(visit: SignInRequest, typed: TypedSignIn): Promise<SignInCheck> {
  return typed.proof === "" ? checkPassword(visit, typed) : checkCode(visit, typed);
}

/**
 * Checks in order: rate limit of the network, presence, rate limit of the account, password. The limits depend on the typed
 * address and the browser only, not on whether there is such an account.
 */
async function checkPassword(
  { request, context, t }: SignInRequest,
  { email, password }: TypedSignIn,
): Promise<SignInCheck> {
  const no = (refusal: AnyRefusal, message: string, field = "") =>
    ({ ok: false as const, refusal, errors: { [field]: [message] } }) satisfies SignInCheck;
  const tooOften = (count: number): SignInCheck => ({
    ...no("RATE_LIMITED", t("admin.auth.tooMany", { count })),
    retryAfterSeconds: count,
  });
  const { rateLimits, signer } = context;
  const browser = knownBrowserOf(request, context, email);
  const limit = rateLimits.consume(browser ? "known-sign-in" : "sign-in", context.clientAddress);
  if (!limit.ok) return tooOften(limit.retryAfterSeconds);
  if (emailOrText(email) === "") return no("INVALID_FORM", t("admin.auth.signIn.emailMissing"), "email");
  if (!password) return no("INVALID_FORM", t("admin.auth.signIn.passwordMissing"), "password");
  const account = accountKeyOf(signer, email) + (browser ?? "");
  const tries = rateLimits.consume("account", account);
  if (!tries.ok) return tooOften(tries.retryAfterSeconds);
  try {
    const userId = await authenticate(context, { email, password, urgent: browser !== undefined });
    rateLimits.refund("account", account);
    const proof = await provePassword(context, userId);
    return proof ? { ok: false, refusal: "CODE_REQUIRED", errors: {}, proof } : { ok: true, userId, email };
  } catch (error) {
    if (error instanceof WrongCredentials) return no("WRONG_CREDENTIALS", t("admin.auth.signIn.wrong"));
    if (!(error instanceof Busy)) throw error;
    rateLimits.refund("account", account);
    return tooOften(error.retryAfterSeconds);
  }
}
