import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { RenamePage } from "#app/auth/account/account-forms.tsx";
import { nameForm } from "#app/auth/account/account-schemas.server.ts";
import { renameUser } from "#app/auth/account/change-account.server.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

const keep = (form: FormData) => ({ typed: String(form.get("name") ?? "").slice(0, 300) });

export const loader = memberLoader("seeEvents", anyEvent, ({ member, locale, t }) => ({
  title: t("admin.account.rename.title"),
  messages: pageMessages(locale, "admin.account."),
  name: member.name,
}));

export const action = memberAction(
  "seeEvents",
  anyEvent,
  async ({ ctx, member, form, paths, t }) => {
    const parsed = await parseForm(form, nameForm, issueTranslator(t));
    if (!parsed.ok)
      return data({ ...keep(form), errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
    await renameUser(ctx, member.userId, parsed.value.name);
    return redirect(paths.account({ saved: "name" }), 303);
  },
  { read: (request) => readForm(request, nameForm), keep },
);

export const meta = adminTitle<typeof loader>((_, data) => data?.title ?? "");

export default function Rename() {
  return <RenamePage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
