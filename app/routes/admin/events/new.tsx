import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { editedDraft, newDraft, typedDraft } from "#app/events/editor/event-draft.ts";
import { eventForm } from "#app/events/editor/event-form.ts";
import { NewEventPage } from "#app/events/editor/event-pages.tsx";
import { createEvent, nextStock } from "#app/events/save-event.server.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { zoneChoices } from "#app/platform/zone-choices.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", noObject, async ({ ctx, locale }) => {
  const organization = await findOrganization(ctx.db, ctx.organizationId);
  const timeZone = organization?.timeZone ?? "UTC";
  const draft = newDraft(await nextStock(ctx), timeZone, organization?.locale);
  return { draft, zones: zoneChoices(ctx.now, locale, timeZone) };
});

export const action = memberAction(
  "editEvents",
  noObject,
  async ({ ctx, paths, form, t }) => {
    const draft = typedDraft(form);
    const edited = editedDraft(draft, form.get("intent"));
    if (edited) return data({ draft: edited });
    const parsed = await parseForm(form, eventForm, issueTranslator(t));
    if (!parsed.ok) return data({ draft, errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
    const { id } = await createEvent(ctx, parsed.value);
    return redirect(paths.event(id), 303);
  },
  { read: (request) => readForm(request, eventForm), keep: (form) => ({ draft: typedDraft(form) }) },
);

export const meta = adminTitle((t) => t("admin.eventForm.new.title"));

export default function NewEvent() {
  return <NewEventPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
