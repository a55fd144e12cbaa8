import { useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { can, eventsWith } from "#app/auth/capabilities.ts";
import { EventsPage } from "#app/events/editor/events-page.tsx";
import { readEventsQuery } from "#app/events/events-query.ts";
import { listEvents } from "#app/events/list-events.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("seeEvents", anyEvent, async ({ ctx, member, query: asked }) => {
  const query = readEventsQuery(asked);
  const list = await listEvents(ctx, query, eventsWith(member, "seeEvents"));
  return { ...list, query, mayCreate: can(member, "editEvents") };
});

export const meta = adminTitle((t) => t("admin.events.title"));

export default function Events() {
  return <EventsPage {...useLoaderData<typeof loader>()} />;
}
