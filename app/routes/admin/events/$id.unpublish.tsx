import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { UnpublishPage } from "#app/desk/publish-pages.tsx";
import { countUpcomingBookings } from "#app/events/end-event.server.ts";
import { unpublishEvent } from "#app/events/publish-event.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownEvent, async ({ ctx, event, paths }) => {
  const booked = event.state === "published" ? await countUpcomingBookings(ctx, event.id) : 0;
  // Without bookings there is nothing to confirm; the event's page has the button.
  if (booked === 0) throw redirect(paths.event(event.id));
  return { event, booked };
});

export const action = memberAction("editEvents", ownEvent, async ({ ctx, event, paths }) => {
  const saved = await unpublishEvent(ctx, event.id);
  // After a second click the event is unpublished already.
  if (!saved.ok && saved.refusal !== "EVENT_STATE") return saved;
  return redirect(paths.event(event.id), 303);
});

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.event.unpublish.title", { title: data?.event.title ?? "" }),
);

export default function Unpublish() {
  return <UnpublishPage {...useLoaderData<typeof loader>()} />;
}
