import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownKey } from "#app/admin/own.server.ts";
import { OVERLAPS } from "#app/auth/key-draft.ts";
import { KeyPage } from "#app/auth/key-page.tsx";
import { isEnded, revokeKey, rotateKey } from "#app/organizations/api-keys.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("manageDevelopers", ownKey, async ({ ctx, key, locale }) => {
  const organization = await findOrganization(ctx.db, ctx.organizationId);
  return { key, ended: isEnded(key, ctx.now), moment: { locale, timeZone: organization?.timeZone ?? "UTC" } };
});

const again = (error: string) => data({ error }, { status: statusOf("INVALID_FORM") });

export const action = memberAction("manageDevelopers", ownKey, {
  rotate: async ({ ctx, key, form, t }) => {
    const hours = OVERLAPS.find((each) => each === form.get("overlap"));
    if (hours === undefined) return again(t("admin.form.key.overlap"));
    const made = await rotateKey(ctx, key.id, Number(hours) * 3_600);
    if (!made.ok) return again(t("admin.form.key.ended"));
    return data({ secret: made.secret }, { headers: { "Cache-Control": "no-store" } });
  },
  revoke: async ({ ctx, key, form, paths, t }) => {
    if (form.get("sure") === null) return again(t("admin.form.tickToConfirm"));
    await revokeKey(ctx, key.id);
    return redirect(paths.keys(), 303);
  },
});

export const meta = adminTitle<typeof loader>((t, data) => data?.key.name ?? t("admin.key.apiKey"));

export default function Key() {
  const { key, ended, moment } = useLoaderData<typeof loader>();
  return <KeyPage apiKey={key} ended={ended} moment={moment} given={useActionData<typeof action>()} />;
}
