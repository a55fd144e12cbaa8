import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { ChangePasswordPage } from "#app/auth/account/account-forms.tsx";
import { passwordForm } from "#app/auth/account/account-schemas.server.ts";
import { changePassword } from "#app/auth/account/change-account.server.ts";
import { checkCurrentPassword } from "#app/auth/current-password.server.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { Busy } from "#app/platform/errors.ts";
import { type FormErrors, parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

const refuse = (refusal: AnyRefusal, errors: FormErrors) => data({ errors }, { status: statusOf(refusal) });

export const loader = memberLoader("seeEvents", anyEvent, ({ member, locale, t }) => ({
  title: t("admin.account.password.title"),
  messages: pageMessages(locale, "admin.account."),
  email: member.email,
}));

export const action = memberAction(
  "seeEvents",
  anyEvent,
  async ({ ctx, member, form, paths, context, request, locale, t }) => {
    const parsed = await parseForm(form, passwordForm, issueTranslator(t));
    if (!parsed.ok) return refuse("INVALID_FORM", parsed.errors);
    const { currentPassword, password } = parsed.value;
    const checked = await checkCurrentPassword(context, member.userId, currentPassword, t);
    if (!checked.ok) return refuse(checked.refusal, { currentPassword: [checked.message] });
    try {
      const passwordHash = await context.passwords.hash(password);
      const { verifiedHash } = checked;
      const browser = { request, secure: context.secure };
      const change = { verifiedHash, passwordHash, browser, locale };
      const changed = await changePassword(ctx, member.userId, change);
      if (!changed.ok) {
        return refuse("INVALID_FORM", { currentPassword: [t("admin.account.password.changed")] });
      }
      context.wakeRelay();
      const headers = { "Set-Cookie": changed.cookie };
      return redirect(paths.account({ saved: "password" }), { status: 303, headers });
    } catch (problem) {
      if (!(problem instanceof Busy)) throw problem;
      const count = problem.retryAfterSeconds;
      return refuse("RATE_LIMITED", { "": [t("admin.auth.busy", { count })] });
    }
  },
  { read: (request) => readForm(request, passwordForm) },
);

export const meta = adminTitle<typeof loader>((_, data) => data?.title ?? "");

export default function ChangePassword() {
  return <ChangePasswordPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
