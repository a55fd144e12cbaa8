import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { editedDraft, newDraft, typedDraft } from "#app/events/editor/event-draft.ts";
import { eventForm } from "#app/events/editor/event-form.ts";
import { EventForm } from "#app/events/editor/event-form-page.tsx";
import { createEvent, nextStock } from "#app/events/save-event.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { type FormErrors, parseForm } from "#app/platform/http/parse-form.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { timeZones } from "#app/platform/time-zone.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { ctx } = await requireMember(request, context, "editEvents");
  const organization = await findOrganization(ctx.db, ctx.organizationId);
  const draft = newDraft(await nextStock(ctx), organization?.timeZone ?? "UTC", organization?.locale);
  return { draft, zones: timeZones() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { ctx } = await requireMember(request, context, "editEvents");
  const form = await readForm(request, eventForm);
  const draft = typedDraft(form);
  const edited = editedDraft(draft, form.get("intent"));
  if (edited) return data({ draft: edited, errors: {} as FormErrors });
  const parsed = await parseForm(form, eventForm);
  if (!parsed.ok) return data({ draft, errors: parsed.errors }, { status: 422 });
  return redirect(paths.adminEvent(await createEvent(ctx, parsed.value)), 303);
}

export const meta: MetaFunction = () => [{ title: "New event · Reservo" }];

export default function NewEventPage() {
  const { draft, zones } = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  return (
    <>
      <PageTitle line="It stays a draft until you publish it.">New event</PageTitle>
      <EventForm
        draft={given?.draft ?? draft}
        zones={zones}
        errors={given?.errors}
        save="Save draft"
        cancel={paths.admin()}
      />
    </>
  );
}
