import type { AppLoadContext } from "@remix-run/server-runtime";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { Locale } from "#app/platform/locales.ts";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";
import { checkCurrentPassword } from "../current-password.server.ts";
import { consumeCodeTry } from "./check-code.server.ts";
import { type PendingSecret, readPendingSecret } from "./pending-secret.server.ts";
import type { TypedCode } from "./second-factor.server.ts";
import { renewRecoveryCodes, turnTwoFactorOff, turnTwoFactorOn } from "./two-factor.server.ts";

/** A form of the page with which members change their own two-factor authentication. */
interface OwnForm {
  ctx: Ctx;
  context: AppLoadContext;
  request: Request;
  member: { userId: string; email: string };
  locale: Locale;
  form: FormData;
  t: AdminServerTranslate;
}

export type OwnFormResult =
  | { ok: true; recoveryCodes?: string[] }
  | {
      ok: false;
      status: number;
      errors: FormErrors;
      typed: TypedCode;
      /** The secret that the form was shown with. */
      pending?: PendingSecret;
    };

/** Turns two-factor authentication on with the code of the pending secret and the password. */
export async function submitTurnOn(own: OwnForm): Promise<OwnFormResult> {
  const { ctx, form, member, t } = own;
  const found = await readPendingSecret(ctx.signer, member, textOf(form, "pending"));
  const typed = typedCode(form);
  const refuse = refusalOf(typed, found?.pending);
  // Of another user, or encrypted with a former secret: the page comes with a new one.
  if (!found) return refuse("INVALID_FORM", { "": [t("admin.form.invalid")] });
  return confirmed(own, refuse, async () => {
    const input = { secret: found.secret, code: typed.code };
    return turnTwoFactorOn(ctx, accountOf(own), input);
  });
}

/** Turns two-factor authentication off with a code and the password. */
export function submitTurnOff(own: OwnForm): Promise<OwnFormResult> {
  const typed = typedCode(own.form);
  return confirmed(own, refusalOf(typed), () => turnTwoFactorOff(own.ctx, accountOf(own), typed));
}

/** Replaces the recovery codes with a code and the password. */
export function submitRenewal(own: OwnForm): Promise<OwnFormResult> {
  const typed = typedCode(own.form);
  return confirmed(own, refusalOf(typed), () => renewRecoveryCodes(own.ctx, own.member.userId, typed));
}

type Refuse = (refusal: AnyRefusal, errors: FormErrors) => OwnFormResult;

const refusalOf =
  (typed: TypedCode, pending?: PendingSecret): Refuse =>
  (refusal, errors) => ({ ok: false, status: statusOf(refusal), errors, typed, ...(pending && { pending }) });

/** Checks presence, password and limit before the command, which checks the code. */
async function confirmed(
  { context, request, member, form, t }: OwnForm,
  refuse: Refuse,
  run: () => Promise<
    { ok: true; recoveryCodes?: string[] } | { ok: false; refusal: "WRONG_CODE" | "TWO_FACTOR_CHANGED" }
  >,
): Promise<OwnFormResult> {
  const { code, recoveryCode } = typedCode(form);
  const field = code || !recoveryCode ? "code" : "recoveryCode";
  if (!code && !recoveryCode) return refuse("INVALID_FORM", { code: [t("admin.auth.code.missing")] });
  const password = await checkCurrentPassword(context, member.userId, textOf(form, "password"), t);
  if (!password.ok) return refuse(password.refusal, { password: [password.message] });
  const limit = consumeCodeTry(context, member, request);
  if (!limit.ok) {
    return refuse("RATE_LIMITED", { [field]: [t("admin.auth.tooMany", { count: limit.retryAfterSeconds })] });
  }
  const result = await run();
  if (result.ok) {
    limit.refund();
    return result;
  }
  if (result.refusal === "WRONG_CODE") {
    return refuse("INVALID_FORM", { [field]: [t("admin.auth.code.wrong")] });
  }
  return refuse(result.refusal, { "": [t("admin.problem.refusal.TWO_FACTOR_CHANGED")] });
}

const accountOf = ({ member, request, context, locale }: OwnForm) => ({
  userId: member.userId,
  browser: { request, secure: context.secure },
  locale,
});

function typedCode(form: FormData): TypedCode {
  return {
    code: textOf(form, "code").slice(0, 254),
    recoveryCode: textOf(form, "recoveryCode").slice(0, 254),
  };
}

const textOf = (form: FormData, name: string) => String(form.get(name) ?? "");
