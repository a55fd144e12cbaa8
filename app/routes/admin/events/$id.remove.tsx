import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { RemoveEventPage } from "#app/desk/ending-pages.tsx";
import { countUpcomingBookings, removeEvent } from "#app/events/end-event.server.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownEvent, async ({ ctx, event }) => ({
  event,
  booked: await countUpcomingBookings(ctx, event.id),
}));

export const action = memberAction("editEvents", ownEvent, async ({ ctx, event, paths }) => {
  const removed = await removeEvent(ctx, event.id);
  if (removed.ok) return redirect(paths.home(), 303);
  if (removed.booked === 0) return removed;
  return data({ booked: removed.booked }, { status: statusOf(removed.refusal) });
});

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.event.remove.title", { title: data?.event.title ?? "" }),
);

export default function RemoveEvent() {
  const { event, booked } = useLoaderData<typeof loader>();
  const given: { booked?: number; notice?: string } | undefined = useActionData<typeof action>();
  return <RemoveEventPage event={event} booked={given?.booked ?? booked} />;
}
