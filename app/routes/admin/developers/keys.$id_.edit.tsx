import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownKey } from "#app/admin/own.server.ts";
import { EditKeyPage } from "#app/auth/edit-key-page.tsx";
import { keyConflict, typedKeyChange } from "#app/auth/key-draft.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { changeKey, findKeyById, isEnded, versionOf } from "#app/organizations/api-keys.server.ts";
import { keyChangeForm } from "#app/organizations/key-form.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("manageDevelopers", ownKey, ({ ctx, key, paths }) => {
  if (isEnded(key, ctx.now)) throw redirect(paths.key(key.id));
  const draft = { name: key.name, networks: key.networks.join("\n") };
  return { id: key.id, draft, version: versionOf(key) };
});

export const action = memberAction(
  "manageDevelopers",
  ownKey,
  async ({ ctx, key, form, paths, t }) => {
    const draft = typedKeyChange(form);
    const parsed = await parseForm(form, keyChangeForm, issueTranslator(t));
    if (!parsed.ok) return data({ draft, errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
    const changed = await changeKey(ctx, key.id, parsed.value);
    if (changed.ok) return redirect(paths.key(key.id), 303);
    const saved = await findKeyById(ctx, key.id);
    if (changed.refusal !== "KEY_CHANGED" || !saved) return changed;
    const conflict = keyConflict(saved, parsed.value, versionOf(saved));
    // The same form was sent twice: its values are saved already.
    if (conflict.differences.length === 0) return redirect(paths.key(key.id), 303);
    return data({ draft, conflict }, { status: statusOf(changed.refusal) });
  },
  { read: (request) => readForm(request, keyChangeForm), keep: (form) => ({ draft: typedKeyChange(form) }) },
);

export const meta = adminTitle((t) => t("admin.key.edit"));

export default function EditKey() {
  return <EditKeyPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
