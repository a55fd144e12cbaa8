import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEndpoint } from "#app/admin/own.server.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";
import { endpointConflict, typedDraft } from "#app/webhooks/endpoint-draft.ts";
import { endpointForm } from "#app/webhooks/endpoint-form.ts";
import { EditWebhookPage } from "#app/webhooks/endpoint-pages.tsx";
import { findEndpoint, updateEndpoint } from "#app/webhooks/endpoints.server.ts";
import { readEndpointForm } from "#app/webhooks/read-endpoint-form.ts";

export const loader = memberLoader("manageDevelopers", ownEndpoint, ({ endpoint }) => ({ endpoint }));

export const action = memberAction(
  "manageDevelopers",
  ownEndpoint,
  async ({ ctx, endpoint, form, paths, context, t }) => {
    const read = await readEndpointForm(form, context.outgoing, t);
    if (!read.ok)
      return data({ draft: typedDraft(form), errors: read.errors }, { status: statusOf("INVALID_FORM") });
    const { input, version } = read.value;
    const updated = await updateEndpoint(ctx, endpoint.id, input, version);
    if (!updated.ok) {
      const saved = await findEndpoint(ctx, endpoint.id);
      if (!saved) return updated;
      const kept = typedDraft(form);
      const conflict = endpointConflict(saved, kept);
      // The same form was sent twice: its values are saved already.
      if (conflict.differences.length === 0) return redirect(paths.webhook(endpoint.id), 303);
      return data(
        { draft: kept, version: conflict.version, conflict },
        { status: statusOf(updated.refusal) },
      );
    }
    return redirect(paths.webhook(endpoint.id), 303);
  },
  { read: (request) => readForm(request, endpointForm), keep: (form) => ({ draft: typedDraft(form) }) },
);

export const meta = adminTitle((t) => t("admin.webhook.edit.title"));

export default function EditWebhook() {
  return <EditWebhookPage {...useLoaderData<typeof loader>()} given={useActionData<typeof action>()} />;
}
