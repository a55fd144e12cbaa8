import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { PublishPage } from "#app/desk/publish-pages.tsx";
import { publishEvent } from "#app/events/publish-event.server.ts";
import { findPublishWarnings, LONG_DATE_DAYS } from "#app/events/publish-warnings.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("editEvents", ownEvent, async ({ ctx, event, paths }) => {
  const warnings = event.state === "draft" ? await findPublishWarnings(ctx, event.id) : undefined;
  // Without warnings there is nothing to confirm; the event's page has the button.
  if (!warnings) throw redirect(paths.event(event.id));
  return { event, warnings, longDays: LONG_DATE_DAYS, now: ctx.now };
});

export const action = memberAction("editEvents", ownEvent, async ({ ctx, event, paths }) => {
  const saved = await publishEvent(ctx, event.id);
  // After a second click the event is published already.
  if (!saved.ok && saved.refusal !== "EVENT_STATE") return saved;
  return redirect(paths.event(event.id), 303);
});

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.event.publish.title", { title: data?.event.title ?? "" }),
);

export default function Publish() {
  return <PublishPage {...useLoaderData<typeof loader>()} />;
}
