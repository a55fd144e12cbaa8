import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type FormVisit, memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { can } from "#app/auth/capabilities.ts";
import { readEventOverview } from "#app/desk/event-overview.server.ts";
import { EventOverviewPage } from "#app/desk/event-overview-page.tsx";
import { switchBooking } from "#app/events/booking-switch.server.ts";
import { countUpcomingBookings } from "#app/events/end-event.server.ts";
import type { Event } from "#app/events/event.ts";
import { publishEvent, unpublishEvent } from "#app/events/publish-event.server.ts";
import { findPublishWarnings } from "#app/events/publish-warnings.server.ts";
import { dismissSaving, stopSaving } from "#app/events/save-dates-task.server.ts";
import { absolute, eventPage } from "#app/platform/http/paths.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { isId } from "#app/platform/ids.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

type Visit = FormVisit & { event: Event };

export const loader = memberLoader("seeEvents", ownEvent, async ({ ctx, member, event, query, context }) => {
  const maySeePeople = can(member, "seeContactData", event.id);
  const overview = await readEventOverview(ctx, event, { query, maySeePeople });
  const code = overview.accessCode || undefined;
  return {
    ...overview,
    publicPage: absolute(context.origin, eventPage(event.slug)),
    sharedLink: absolute(context.origin, eventPage(event.slug, { code })),
    mayEdit: can(member, "editEvents", event.id),
  };
});

const switchTo = (state: "open" | "close") => async (visit: Visit) => {
  if (visit.event.state !== "published") throw problemResponse("malformedForm");
  const switched = await switchBooking(visit.ctx, visit.event, state);
  return switched.ok ? back(visit) : switched;
};
const back = ({ paths, event }: Visit) => redirect(paths.event(event.id), 303);

/** Publishes the event. Suspicious dates have to be confirmed first, on a separate page. */
async function publish(visit: Visit) {
  const { ctx, event, paths } = visit;
  if (await findPublishWarnings(ctx, event.id)) return redirect(paths.eventPublish(event.id), 303);
  const published = await publishEvent(ctx, event.id);
  // After a second click the event is published already.
  return published.ok || published.refusal === "EVENT_STATE" ? back(visit) : published;
}

async function unpublish(visit: Visit) {
  const { ctx, event, paths } = visit;
  if ((await countUpcomingBookings(ctx, event.id)) > 0) return redirect(paths.eventUnpublish(event.id), 303);
  const unpublished = await unpublishEvent(ctx, event.id);
  return unpublished.ok || unpublished.refusal === "EVENT_STATE" ? back(visit) : unpublished;
}

async function stop(visit: Visit) {
  await stopSaving(visit.ctx, visit.event.id);
  return back(visit);
}

async function dismiss(visit: Visit) {
  const task = visit.form.get("task");
  if (typeof task !== "string" || !isId(task)) throw problemResponse("malformedForm");
  await dismissSaving(visit.ctx, visit.event.id, task);
  return back(visit);
}

export const action = memberAction("editEvents", ownEvent, {
  publish,
  unpublish,
  open: switchTo("open"),
  close: switchTo("close"),
  "stop-saving": stop,
  "dismiss-saving": dismiss,
});

export const meta = adminTitle<typeof loader>((t, data) => data?.event.title ?? t("admin.events.event"));

export default function EventOverview() {
  return <EventOverviewPage {...useLoaderData<typeof loader>()} />;
}
