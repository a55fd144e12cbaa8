import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { AddressPage } from "#app/events/editor/address-page.tsx";
import { renameEvent } from "#app/events/rename-event.server.ts";
import { absolute, eventPage } from "#app/platform/http/paths.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownEvent, ({ event, context }) => ({
  event,
  root: absolute(context.origin, eventPage("")),
}));

const PROBLEMS = { ADDRESS_MISSING: "missing", ADDRESS_TOO_LONG: "tooLong", ADDRESS_TAKEN: "taken" } as const;

const slugIn = (form: FormData) => String(form.get("slug") ?? "").slice(0, 300);

export const action = memberAction(
  "editEvents",
  ownEvent,
  async ({ ctx, event, form, paths, t }) => {
    const slug = slugIn(form);
    const renamed = await renameEvent(ctx, event.id, slug);
    if (renamed.ok) return redirect(paths.event(event.id), 303);
    const errors = { slug: [t(`admin.form.slug.${PROBLEMS[renamed.refusal]}`)] };
    return data({ slug, errors }, { status: statusOf(renamed.refusal) });
  },
  { read: readTypedForm, keep: (form) => ({ slug: slugIn(form) }) },
);

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.event.address.title", { title: data?.event.title ?? "" }),
);

export default function EventAddress() {
  return <AddressPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
