import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type FormVisit, memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { draftOf, editedDraft, typedDraft } from "#app/events/editor/event-draft.ts";
import { eventForm } from "#app/events/editor/event-form.ts";
import { EditEventPage } from "#app/events/editor/event-pages.tsx";
import { errorsOfSave } from "#app/events/editor/save-errors.ts";
import { type Event, MOST_SESSIONS } from "#app/events/event.ts";
import { listSessions, withSeats } from "#app/events/find-events.server.ts";
import { countConcerned, moveOf } from "#app/events/moves.server.ts";
import { updateEvent } from "#app/events/save-event.server.ts";
import { issueTranslator } from "#app/i18n/admin-translate.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { timeZones } from "#app/platform/time-zone.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownEvent, async ({ ctx, event }) => {
  const sessions = await listSessions(ctx, event.id, { limit: MOST_SESSIONS });
  const [seated, questions] = await Promise.all([withSeats(ctx, sessions), listQuestions(ctx, event.id)]);
  return { event, draft: draftOf(event, seated, questions), zones: timeZones() };
});

async function save({ ctx, event, form, paths, context, t }: FormVisit & { event: Event }) {
  const draft = typedDraft(form);
  const edited = editedDraft(draft, form.get("intent"));
  if (edited) return data({ draft: edited });
  const parsed = await parseForm(form, eventForm, issueTranslator(t));
  if (!parsed.ok) return data({ draft, errors: parsed.errors }, { status: statusOf("INVALID_FORM") });
  const sessions = await listSessions(ctx, event.id, { limit: MOST_SESSIONS });
  // Mails to many are not sent by accident: a move is announced first, and saved by a second submit.
  const isAsked = form.has("asked");
  const move = isAsked ? undefined : moveOf(ctx, event, sessions, parsed.value);
  const concerned = move ? await countConcerned(ctx, move) : 0;
  if (concerned > 0) return data({ draft, concerned });
  const tell = !isAsked || form.has("tell");
  const saved = await updateEvent(ctx, event, sessions, parsed.value, { tell });
  if (!saved.ok) return data({ draft, errors: errorsOfSave(saved, t) }, { status: statusOf(saved.refusal) });
  context.wakeRelay();
  return redirect(paths.event(event.id), 303);
}

export const action = memberAction("editEvents", ownEvent, save, {
  read: (request) => readForm(request, eventForm),
  keep: (form) => ({ draft: typedDraft(form) }),
});

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.eventForm.edit.title", { title: data?.event.title ?? "" }),
);

export default function EditEvent() {
  return <EditEventPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
