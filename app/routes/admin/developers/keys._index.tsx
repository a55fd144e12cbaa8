import { useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { KeysPage } from "#app/auth/keys-page.tsx";
import { listKeys } from "#app/organizations/api-keys.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("manageDevelopers", noObject, async ({ ctx, query, locale }) => {
  const after = query.get("after") ?? undefined;
  const [{ keys, next }, organization] = await Promise.all([
    listKeys(ctx, after),
    findOrganization(ctx.db, ctx.organizationId),
  ]);
  return { keys, next, after, now: ctx.now, moment: { locale, timeZone: organization?.timeZone ?? "UTC" } };
});

export const meta = adminTitle((t) => t("admin.developers.keys"));

export default function Keys() {
  return <KeysPage {...useLoaderData<typeof loader>()} />;
}
