import { data, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";
import { typedDraft } from "#app/webhooks/endpoint-draft.ts";
import { endpointForm } from "#app/webhooks/endpoint-form.ts";
import { NewWebhookPage } from "#app/webhooks/endpoint-pages.tsx";
import { createEndpoint, MAX_ENDPOINTS } from "#app/webhooks/endpoints.server.ts";
import { readEndpointForm } from "#app/webhooks/read-endpoint-form.ts";

export const loader = memberLoader("manageDevelopers", noObject, () => null);

export const action = memberAction(
  "manageDevelopers",
  noObject,
  async ({ ctx, form, paths, context, t }) => {
    const draft = typedDraft(form);
    const read = await readEndpointForm(form, context.outgoing, t);
    if (!read.ok) return data({ draft, errors: read.errors }, { status: statusOf("INVALID_FORM") });
    const made = await createEndpoint(ctx, read.value.input);
    if (made.ok) return redirect(paths.webhook(made.endpoint.id), 303);
    const errors = { "": [t("admin.form.webhook.tooMany", { count: MAX_ENDPOINTS })] };
    return data({ draft, errors }, { status: statusOf(made.refusal) });
  },
  { read: (request) => readForm(request, endpointForm), keep: (form) => ({ draft: typedDraft(form) }) },
);

export const meta = adminTitle((t) => t("admin.webhooks.new"));

export default function NewWebhook() {
  return <NewWebhookPage given={useActionData<typeof action>()} />;
}
