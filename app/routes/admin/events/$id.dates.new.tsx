import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { AddDatePage, type DateDraft } from "#app/desk/date-pages.tsx";
import { addDate } from "#app/events/change-dates.server.ts";
import { NEW_SESSION } from "#app/events/editor/event-draft.ts";
import { dateForm } from "#app/events/editor/event-form.ts";
import { lastCapacity } from "#app/events/list-dates.server.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { newId } from "#app/platform/ids.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownEvent, async ({ ctx, event }) => {
  const capacity = String((await lastCapacity(ctx, event.id)) ?? "");
  const draft: DateDraft = { ...NEW_SESSION, id: newId(), capacity };
  return { event, draft };
});

export const action = memberAction(
  "editEvents",
  ownEvent,
  async ({ ctx, event, form, paths, t }) => {
    const parsed = await parseForm(form, dateForm(event.timeZone), issueTranslator(t));
    if (!parsed.ok)
      return data({ draft: typed(form), errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
    const { id = newId(), ...date } = parsed.value;
    const added = await addDate(ctx, event.id, { ...date, id });
    if (!added.ok) return added;
    return redirect(
      form.get("intent") === "add-another" ? paths.dateNew(event.id) : paths.event(event.id),
      303,
    );
  },
  { read: readTypedForm, keep: (form) => ({ draft: typed(form) }) },
);

function typed(form: FormData): DateDraft {
  const of = (name: string) => String(form.get(name) ?? "").slice(0, 1_000);
  return {
    id: of("id"),
    label: of("label"),
    startsAt: of("startsAt"),
    endsAt: of("endsAt"),
    startsAtReading: of("startsAtReading"),
    endsAtReading: of("endsAtReading"),
    capacity: of("capacity"),
  };
}

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.date.add.title", { title: data?.event.title ?? "" }),
);

export default function AddDate() {
  return <AddDatePage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
