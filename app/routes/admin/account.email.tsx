import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { ChangeEmailPage } from "#app/auth/account/account-forms.tsx";
import { emailForm } from "#app/auth/account/account-schemas.server.ts";
import { cancelEmailChange, requestEmailChange } from "#app/auth/account/change-email.server.ts";
import { findPendingEmail } from "#app/auth/account/links.server.ts";
import { checkCurrentPassword } from "#app/auth/current-password.server.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { type FormErrors, parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

const keep = (form: FormData) => ({ typed: String(form.get("email") ?? "").slice(0, 300) });

const refuse = (form: FormData, refusal: AnyRefusal, errors: FormErrors) =>
  data({ ...keep(form), errors }, { status: statusOf(refusal) });

export const loader = memberLoader("seeEvents", anyEvent, async ({ ctx, member, locale, t }) => ({
  title: t("admin.account.address.title"),
  messages: pageMessages(locale, "admin.account."),
  pending: await findPendingEmail(ctx.db, member.userId),
}));

export const action = memberAction(
  "seeEvents",
  anyEvent,
  {
    async request({ ctx, member, form, paths, context, locale, t }) {
      const parsed = await parseForm(form, emailForm, issueTranslator(t));
      if (!parsed.ok) return refuse(form, "INVALID_FORM", parsed.errors);
      const { email, currentPassword } = parsed.value;
      if (email.toLowerCase() === member.email.toLowerCase()) {
        return refuse(form, "INVALID_FORM", { email: [t("admin.account.address.same")] });
      }
      const checked = await checkCurrentPassword(context, member.userId, currentPassword, t);
      if (!checked.ok) return refuse(form, checked.refusal, { currentPassword: [checked.message] });
      const requested = await requestEmailChange(ctx, member, { email, locale });
      if (!requested.ok) {
        return refuse(form, requested.refusal, { email: [t("admin.account.address.tooMany")] });
      }
      context.wakeRelay();
      return redirect(paths.accountEmail(), 303);
    },
    async cancel({ ctx, member, paths }) {
      await cancelEmailChange(ctx, member.userId);
      return redirect(paths.accountEmail(), 303);
    },
  },
  { read: (request) => readForm(request, emailForm), keep },
);

export const meta = adminTitle<typeof loader>((_, data) => data?.title ?? "");

export default function ChangeEmail() {
  return <ChangeEmailPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
