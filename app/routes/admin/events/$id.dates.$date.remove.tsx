import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownDate } from "#app/admin/own.server.ts";
import { RemoveDatePage } from "#app/desk/date-pages.tsx";
import { countBooked, removeDate } from "#app/events/change-dates.server.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownDate, async ({ ctx, event, date }) => ({
  event,
  date,
  booked: await countBooked(ctx, date.id),
  now: ctx.now,
}));

export const action = memberAction("editEvents", ownDate, async ({ ctx, event, date, paths }) => {
  const removed = await removeDate(ctx, event.id, date.id);
  if (removed.ok) return redirect(paths.event(event.id), 303);
  const { refusal, booked } = removed;
  if (refusal === "DATE_BOOKED" || refusal === "LAST_DATE")
    return data({ refusal, booked }, { status: statusOf(refusal) });
  // After a second click the date is removed already.
  if (refusal === "DATE_NOT_FOUND") return redirect(paths.event(event.id), 303);
  return { ok: false as const, refusal };
});

export const meta = adminTitle((t) => t("admin.date.remove"));

type Given = { refusal?: "DATE_BOOKED" | "LAST_DATE"; booked?: number; notice?: string } | undefined;

export default function RemoveDate() {
  const page = useLoaderData<typeof loader>();
  const given: Given = useActionData<typeof action>();
  return <RemoveDatePage {...page} booked={given?.booked ?? page.booked} refusal={given?.refusal} />;
}
