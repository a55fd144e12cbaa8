import { useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { EventsPage } from "#app/events/editor/events-page.tsx";
import { listEvents } from "#app/events/find-events.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("seeEvents", noObject, async ({ ctx }) => ({
  events: await listEvents(ctx),
}));

export const meta = adminTitle((t) => t("admin.events.title"));

export default function Events() {
  return <EventsPage {...useLoaderData<typeof loader>()} />;
}
