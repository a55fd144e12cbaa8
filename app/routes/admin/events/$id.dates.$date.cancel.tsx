import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownDate } from "#app/admin/own.server.ts";
import { CancelDatePage } from "#app/desk/date-pages.tsx";
import { cancelDate, countBooked } from "#app/events/change-dates.server.ts";
import { reasonOf, reasonProblem } from "#app/events/editor/cancel-reason.ts";
import { previewDateMail, REASON } from "#app/notifications/preview-mail.server.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownDate, async ({ ctx, event, date, context, paths }) => {
  if (event.state === "cancelled" || date.cancelledAt) throw redirect(paths.event(event.id));
  const [booked, mail] = await Promise.all([
    countBooked(ctx, date.id),
    previewDateMail(ctx, context.origin, event.id, date.id),
  ]);
  return { event, date, booked, mail, placeholder: REASON, now: ctx.now };
});

export const action = memberAction(
  "editEvents",
  ownDate,
  async ({ ctx, event, date, form, paths, t }) => {
    const kept = keep(form);
    const reason = reasonOf(form);
    const problem = reasonProblem(reason, t);
    if (problem)
      return data({ ...kept, errors: { reason: [problem] } }, { status: statusOf("INVALID_FORM") });
    const cancelled = await cancelDate(ctx, event.id, date.id, { reason, notify: kept.notify });
    if (!cancelled.ok) return cancelled;
    return redirect(paths.event(event.id), 303);
  },
  { read: readTypedForm, keep },
);

/** Returns the values as typed. A form without the question, as there were no bookings, notifies later bookings. */
function keep(form: FormData) {
  const reason = String(form.get("reason") ?? "");
  return { reason, notify: !form.has("asked") || form.get("notify") === "yes" };
}

export const meta = adminTitle((t) => t("admin.date.cancel"));

export default function CancelDate() {
  return <CancelDatePage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
