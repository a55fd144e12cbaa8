import { data } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { typedKey } from "#app/auth/key-draft.ts";
import { NewKeyPage } from "#app/auth/new-key-page.tsx";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import { endOf, keyForm } from "#app/organizations/key-form.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("manageDevelopers", noObject, () => null);

export const action = memberAction(
  "manageDevelopers",
  noObject,
  async ({ ctx, form, t }) => {
    const draft = typedKey(form);
    const parsed = await parseForm(form, keyForm, issueTranslator(t));
    if (!parsed.ok) return data({ draft, errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
    const { lifetime, ...input } = parsed.value;
    const { secret } = await createKey(ctx, { ...input, expiresAt: endOf(lifetime, ctx.now) });
    // Respond without a redirect: the secret is in this response only, as it is not stored.
    return data({ secret, draft }, { headers: { "Cache-Control": "no-store" } });
  },
  { read: (request) => readForm(request, keyForm), keep: (form) => ({ draft: typedKey(form) }) },
);

export const meta = adminTitle((t) => t("admin.keys.newTitle"));

export default function NewKey() {
  return <NewKeyPage given={useActionData<typeof action>()} />;
}
