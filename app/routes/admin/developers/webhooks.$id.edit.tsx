import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEndpoint } from "#app/admin/own.server.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";
import { typedDraft } from "#app/webhooks/endpoint-draft.ts";
import { endpointForm } from "#app/webhooks/endpoint-form.ts";
import { EditWebhookPage } from "#app/webhooks/endpoint-pages.tsx";
import { updateEndpoint } from "#app/webhooks/endpoints.server.ts";
import { readEndpointForm } from "#app/webhooks/read-endpoint-form.ts";

export const loader = memberLoader("manageDevelopers", ownEndpoint, ({ endpoint }) => ({ endpoint }));

export const action = memberAction(
  "manageDevelopers",
  ownEndpoint,
  async ({ ctx, endpoint, form, paths, context, t }) => {
    const read = await readEndpointForm(form, context.outgoing, t);
    if (!read.ok)
      return data({ draft: typedDraft(form), errors: read.errors }, { status: statusOf("INVALID_FORM") });
    const updated = await updateEndpoint(ctx, endpoint.id, read.value);
    if (!updated.ok) return updated;
    return redirect(paths.webhook(endpoint.id), 303);
  },
  { read: (request) => readForm(request, endpointForm), keep: (form) => ({ draft: typedDraft(form) }) },
);

export const meta = adminTitle((t) => t("admin.webhook.edit.title"));

export default function EditWebhook() {
  return <EditWebhookPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
