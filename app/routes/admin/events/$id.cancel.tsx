import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownPublishedEvent } from "#app/admin/own.server.ts";
import { CancelEventPage } from "#app/desk/ending-pages.tsx";
import { reasonOf, reasonProblem } from "#app/events/editor/cancel-reason.ts";
import { cancelEvent, countUpcomingBookings } from "#app/events/end-event.server.ts";
import { previewEventMail, REASON } from "#app/notifications/preview-mail.server.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownPublishedEvent, async ({ ctx, event, context }) => {
  const [booked, mail] = await Promise.all([
    countUpcomingBookings(ctx, event.id),
    previewEventMail(ctx, context.origin, event.id),
  ]);
  return { event, booked, mail, placeholder: REASON };
});

const typedIn = (form: FormData) => ({ reason: String(form.get("reason") ?? "") });

export const action = memberAction(
  "editEvents",
  ownPublishedEvent,
  async ({ ctx, event, form, paths, t }) => {
    const reason = reasonOf(form);
    const problem = reasonProblem(reason, t);
    if (problem) {
      return data({ ...typedIn(form), errors: { reason: [problem] } }, { status: statusOf("INVALID_FORM") });
    }
    const cancelled = await cancelEvent(ctx, event.id, reason);
    if (!cancelled.ok) return cancelled;
    return redirect(paths.event(event.id), 303);
  },
  { read: readTypedForm, keep: typedIn },
);

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.event.cancel.title", { title: data?.event.title ?? "" }),
);

export default function CancelEvent() {
  return <CancelEventPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
