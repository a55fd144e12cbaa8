import type { AppLoadContext } from "@remix-run/server-runtime";
import { recordAccountChange } from "#app/audit-log/record.server.ts";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import { transact } from "#app/platform/ctx.ts";
import { ctxOf } from "#app/platform/http/ctx-of-request.ts";
import type { AnyRefusal } from "#app/platform/refusals.ts";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { knownBrowserOf } from "../known-browser.server.ts";
import type { SignInCheck } from "../sign-in-steps.ts";
import { readPasswordProof } from "./password-proof.server.ts";
import { acceptSecondFactor, type TypedCode } from "./second-factor.server.ts";

interface CodeRequest {
  request: Request;
  context: AppLoadContext;
  t: AdminServerTranslate;
}

/**
 * Checks the second step of a sign-in: the proof of the first step, the rate limit of the account, and the code. The browser
 * may try again with the same proof, except when it has expired: then the sign-in starts over.
 */
export async function checkCode(
  { request, context, t }: CodeRequest,
  { proof, code, recoveryCode }: TypedCode & { proof: string },
): Promise<SignInCheck> {
  const user = await readPasswordProof(context, proof);
  if (!user) {
    return { ok: false, refusal: "WRONG_CREDENTIALS", errors: { "": [t("admin.auth.code.expired")] } };
  }
  const no = (refusal: AnyRefusal, message: string, field = "") =>
    ({ ok: false as const, refusal, errors: { [field]: [message] }, proof }) satisfies SignInCheck;
  if (!code && !recoveryCode) return no("INVALID_FORM", t("admin.auth.code.missing"), "code");
  const limited = consumeCodeTry(context, user, request);
  if (!limited.ok) {
    const count = limited.retryAfterSeconds;
    return { ...no("RATE_LIMITED", t("admin.auth.tooMany", { count })), retryAfterSeconds: count };
  }
  const { userId, email } = user;
  const ctx = ctxOf(context, NO_ORGANIZATION, { kind: "member", id: userId });
  const kind = await transact(ctx, async (tx) => {
    const accepted = await acceptSecondFactor(tx, userId, { code, recoveryCode }, ctx.now);
    if (accepted === "recovery-code") {
      await recordAccountChange(tx, {
        action: "account.recovery-code-used",
        object: { kind: "user", id: userId },
      });
    }
    return accepted;
  });
  if (!kind) return no("WRONG_CODE", t("admin.auth.code.wrong"), code ? "code" : "recoveryCode");
  limited.refund();
  return { ok: true, userId, email };
}

/**
 * Counts a try of a code. Strangers reach this step only with the password; even they do not use up the tries of a known
 * browser.
 */
export function consumeCodeTry(
  context: AppLoadContext,
  { userId, email }: { userId: string; email: string },
  request: Request,
) {
  const key = `${userId} ${knownBrowserOf(request, context, email) ?? ""}`;
  const refund = () => context.rateLimits.refund("second-factor", key);
  return { ...context.rateLimits.consume("second-factor", key), refund };
}
