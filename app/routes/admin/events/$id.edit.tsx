import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type FormVisit, memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { findAccessCode } from "#app/events/access-code.server.ts";
import { draftOf, type EventDraft, editedDraft, typedDraft } from "#app/events/editor/event-draft.ts";
import { eventForm } from "#app/events/editor/event-form.ts";
import { EditEventPage } from "#app/events/editor/event-pages.tsx";
import { findConflict } from "#app/events/editor/find-conflict.server.ts";
import { errorsOfSave } from "#app/events/editor/save-errors.ts";
import type { Event } from "#app/events/event.ts";
import { findJoinLink } from "#app/events/join-link.server.ts";
import { listFormDates } from "#app/events/list-dates.server.ts";
import { countMoved } from "#app/events/moves.server.ts";
import { updateEvent } from "#app/events/save-event.server.ts";
import { issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { readVersion } from "#app/platform/http/form-version.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { zoneChoices } from "#app/platform/zone-choices.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownEvent, async ({ ctx, locale, event }) => {
  const [joinUrl, accessCode, dates, questions] = await Promise.all([
    findJoinLink(ctx, event.id),
    findAccessCode(ctx, event.id),
    listFormDates(ctx, event.id),
    listQuestions(ctx, event.id),
  ]);
  const draft = draftOf(event, { joinUrl, accessCode }, dates.sessions, questions);
  return { event, draft, zones: zoneChoices(ctx.now, locale, event.timeZone), otherDates: dates.others };
});

async function save({ ctx, event, form, paths, context, t }: FormVisit & { event: Event }) {
  const kept = keep(form);
  const edited = editedDraft(kept.draft, form.get("intent"));
  if (edited) return data({ ...kept, draft: edited });
  const parsed = await parseForm(form, eventForm, issueTranslator(t));
  if (!parsed.ok) return data({ ...kept, errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
  // To prevent accidental mails, a move of booked dates has to be confirmed by a second submit.
  const isAsked = form.has("asked");
  const opened = { ...event, version: kept.version ?? event.version };
  const concerned = isAsked ? 0 : await countMoved(ctx, opened, parsed.value);
  if (concerned > 0) return data({ ...kept, concerned });
  const notify = !isAsked || form.has("notify");
  const saved = await updateEvent(ctx, opened, parsed.value, { notify });
  if (!saved.ok) {
    const init = { status: statusOf(saved.refusal) };
    if ("index" in saved) return data({ ...kept, errors: errorsOfSave(saved, t) }, init);
    if (saved.refusal !== "EVENT_CHANGED") return saved;
    const conflict = await findConflict(ctx, event.id, kept.draft);
    if (!conflict) throw notFound();
    // The same form was sent twice: its values are saved already.
    if (conflict.differences.length === 0) return redirect(paths.event(event.id), 303);
    return data({ ...kept, version: conflict.version, conflict }, init);
  }
  context.wakeRelay();
  return redirect(paths.event(event.id), 303);
}

/** Returns the typed values and the version that the form was opened with, to render the form again. */
function keep(form: FormData): { draft: EventDraft; version: number | undefined } {
  return { draft: typedDraft(form), version: readVersion(form.get("version")) };
}

export const action = memberAction("editEvents", ownEvent, save, {
  read: (request) => readForm(request, eventForm),
  keep,
});

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.eventForm.edit.title", { title: data?.event.title ?? "" }),
);

export default function EditEvent() {
  return <EditEventPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
