import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireEvent } from "#app/auth/require-event.server.ts";
import { REFUSALS } from "#app/booking/refusals.ts";
import { draftOf, editedDraft, typedDraft } from "#app/events/editor/event-draft.ts";
import { eventForm } from "#app/events/editor/event-form.ts";
import { EventForm } from "#app/events/editor/event-form-page.tsx";
import { MOST_SESSIONS } from "#app/events/event.ts";
import { listSessions, withSeats } from "#app/events/find-events.server.ts";
import { countConcerned, moveOf } from "#app/events/moves.server.ts";
import { type SaveResult, updateEvent } from "#app/events/save-event.server.ts";
import { type FormErrors, parseForm } from "#app/platform/http/parse-form.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { timeZones } from "#app/platform/time-zone.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

async function findOwn(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const { ctx, event } = await requireEvent(args, "editEvents");
  return { ctx, event, sessions: await listSessions(ctx, event.id, { limit: MOST_SESSIONS }) };
}

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, event, sessions } = await findOwn(args);
  const [seated, questions] = await Promise.all([withSeats(ctx, sessions), listQuestions(ctx, event.id)]);
  return { event, draft: draftOf(event, seated, questions), zones: timeZones() };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, event, sessions } = await findOwn(args);
  const form = await readForm(args.request, eventForm);
  const draft = typedDraft(form);
  const again = (errors: FormErrors, status = 422) => data({ draft, errors, concerned: 0 }, { status });
  const edited = editedDraft(draft, form.get("intent"));
  if (edited) return data({ draft: edited, errors: {} as FormErrors, concerned: 0 });
  const parsed = await parseForm(form, eventForm);
  if (!parsed.ok) return again(parsed.errors);
  // Mails to many are not sent by accident: who moves an event is told first, and saves once more.
  const isAsked = form.has("asked");
  const move = isAsked ? undefined : moveOf(ctx, event, sessions, parsed.value);
  const concerned = move ? await countConcerned(ctx, move) : 0;
  if (concerned > 0) return data({ draft, errors: {} as FormErrors, concerned });
  const tell = !isAsked || form.has("tell");
  const saved = await updateEvent(ctx, event, sessions, parsed.value, { tell });
  if (!saved.ok) return again({ [`sessions[${saved.index}].capacity`]: [refusedWords(saved)] }, 409);
  args.context.wakeRelay();
  return redirect(paths.adminEvent(event.id), 303);
}

function refusedWords(saved: Extract<SaveResult, { ok: false }>): string {
  if (saved.refusal !== "CAPACITY_BELOW_BOOKED") return REFUSALS[saved.refusal].words;
  const { needed } = saved;
  const people = needed === 1 ? "1 seat is booked" : `${needed} seats are booked`;
  return `${people}. You can set ${needed} or more, or close booking.`;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.event.title ?? "event"} · Reservo` },
];

export default function EditEventPage() {
  const { event, draft, zones } = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  return (
    <>
      <PageTitle>{`Edit ${event.title}`}</PageTitle>
      <EventForm
        draft={given?.draft ?? draft}
        zones={zones}
        errors={given?.errors}
        concerned={given?.concerned}
        save="Save"
        cancel={paths.adminEvent(event.id)}
      />
    </>
  );
}
