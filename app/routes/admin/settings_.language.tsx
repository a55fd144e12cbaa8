import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { LanguagePage } from "#app/auth/language-page.tsx";
import { setMemberLocale } from "#app/auth/member-locale.server.ts";
import { issue, issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { isLocale } from "#app/platform/locales.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

const languageForm = z.object({
  locale: z.string().refine(isLocale, issue("admin.form.chooseFromList")).nullable().default(null),
});

const typedLocale = (form: FormData) => ({ typed: String(form.get("locale") ?? "").slice(0, 20) });

export const loader = memberLoader("seeEvents", anyEvent, ({ member, query }) => ({
  chosen: member.locale ?? "",
  saved: query.has("saved"),
}));

export const action = memberAction(
  "seeEvents",
  anyEvent,
  async ({ ctx, member, form, paths, t }) => {
    const parsed = await parseForm(form, languageForm, issueTranslator(t));
    if (!parsed.ok) {
      return data({ ...typedLocale(form), errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
    }
    await setMemberLocale(ctx, member.userId, parsed.value.locale);
    return redirect(paths.language({ saved: "1" }), 303);
  },
  { read: (request) => readForm(request, languageForm), keep: typedLocale },
);

export const meta = adminTitle<typeof loader>((t) => t("admin.language.title"));

export default function Language() {
  return <LanguagePage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
