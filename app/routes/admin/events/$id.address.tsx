import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { slugErrors, typedSlug } from "#app/admin/address-form.ts";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { renameEvent } from "#app/events/rename-event.server.ts";
import { absolute, eventPage } from "#app/platform/http/paths.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { AddressPage } from "#app/ui/admin/address-page.tsx";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownEvent, ({ event, context, paths }) => ({
  title: event.title,
  slug: event.slug,
  root: absolute(context.origin, eventPage("")),
  back: paths.event(event.id),
}));

export const action = memberAction(
  "editEvents",
  ownEvent,
  async ({ ctx, event, form, paths, t }) => {
    const slug = typedSlug(form);
    const renamed = await renameEvent(ctx, event.id, slug);
    if (renamed.ok) return redirect(paths.event(event.id), 303);
    return data({ slug, errors: slugErrors(t, renamed.refusal) }, { status: statusOf(renamed.refusal) });
  },
  { read: readTypedForm, keep: (form) => ({ slug: typedSlug(form) }) },
);

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.address.title", { title: data?.title ?? "" }),
);

export default function EventAddress() {
  return <AddressPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
