import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { slugErrors, typedSlug } from "#app/admin/address-form.ts";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { announceOrganization } from "#app/events/event-facts.server.ts";
import { findOrganization, renameOrganization } from "#app/organizations/organizations.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { absolute, adminPaths, organizationPage } from "#app/platform/http/paths.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { AddressPage } from "#app/ui/admin/address-page.tsx";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("manageSettings", noObject, async ({ ctx, context, paths }) => {
  const organization = await findOrganization(ctx.db, ctx.organizationId);
  if (!organization) throw notFound();
  const root = absolute(context.origin, organizationPage(""));
  return { title: organization.name, slug: organization.slug, root, back: paths.settings() };
});

export const action = memberAction(
  "manageSettings",
  noObject,
  async ({ ctx, form, t }) => {
    const slug = typedSlug(form);
    const renamed = await renameOrganization(ctx, slug);
    if (!renamed.ok)
      return data({ slug, errors: slugErrors(t, renamed.refusal) }, { status: statusOf(renamed.refusal) });
    announceOrganization(ctx);
    // The addresses of the admin pages contain the new name now.
    return redirect(adminPaths(renamed.slug).settings({ saved: "1" }), 303);
  },
  { read: readTypedForm, keep: (form) => ({ slug: typedSlug(form) }) },
);

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.address.title", { title: data?.title ?? "" }),
);

export default function OrganizationAddress() {
  return <AddressPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
