import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type FormVisit, memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEndpoint } from "#app/admin/own.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { isId } from "#app/platform/ids.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";
import { resend, sendTest } from "#app/webhooks/deliveries.server.ts";
import * as endpoints from "#app/webhooks/endpoints.server.ts";
import { WebhookPage } from "#app/webhooks/webhook-page.tsx";
import { readWebhook } from "#app/webhooks/webhook-view.server.ts";

type Visit = FormVisit & { endpoint: endpoints.Endpoint };

export const loader = memberLoader("manageDevelopers", ownEndpoint, ({ ctx, endpoint, query, locale }) =>
  readWebhook(ctx, endpoint, { after: query.get("after") ?? undefined, locale }),
);

/** Returns an action that runs the command, wakes the relay to send what it queued, and redirects to the endpoint. */
const after = (command: (visit: Visit) => Promise<unknown>) => async (visit: Visit) => {
  await command(visit);
  visit.context.wakeRelay();
  return redirect(visit.paths.webhook(visit.endpoint.id), 303);
};

export const action = memberAction("manageDevelopers", ownEndpoint, {
  "show-secret": async ({ ctx, endpoint }) => {
    const { secret } = await endpoints.revealSecret(ctx, endpoint);
    return data({ secret });
  },
  delete: async ({ ctx, endpoint, form, paths, t }) => {
    const isSure = form.get("sure") !== null;
    if (!isSure) return data({ error: t("admin.form.tickToConfirm") }, { status: statusOf("INVALID_FORM") });
    await endpoints.deleteEndpoint(ctx, endpoint.id);
    return redirect(paths.webhooks(), 303);
  },
  test: after(({ ctx, endpoint }) => sendTest(ctx, endpoint.id)),
  resend: after(async ({ ctx, endpoint, form }) => {
    const eventId = String(form.get("eventId"));
    if (!isId(eventId) || !(await resend(ctx, endpoint.id, eventId)).ok) throw notFound();
  }),
  on: after(({ ctx, endpoint }) => endpoints.switchEndpoint(ctx, endpoint.id, "on")),
  off: after(({ ctx, endpoint }) => endpoints.switchEndpoint(ctx, endpoint.id, "off")),
  rotate: after(({ ctx, endpoint, form }) =>
    endpoints.rotateSecret(ctx, endpoint.id, { atOnce: form.has("at-once") }),
  ),
});

export const meta = adminTitle<typeof loader>((t, data) =>
  data ? new URL(data.endpoint.url).host : t("admin.webhook.title"),
);

export default function Webhook() {
  return <WebhookPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
