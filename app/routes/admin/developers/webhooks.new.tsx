import { data, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { typedDraft } from "#app/webhooks/endpoint-draft.ts";
import { endpointForm } from "#app/webhooks/endpoint-form.ts";
import { NewWebhookPage } from "#app/webhooks/endpoint-pages.tsx";
import { createEndpoint } from "#app/webhooks/endpoints.server.ts";
import { readEndpointForm } from "#app/webhooks/read-endpoint-form.ts";

export const loader = memberLoader("manageDevelopers", noObject, () => null);

export const action = memberAction(
  "manageDevelopers",
  noObject,
  async ({ ctx, form, paths, context }) => {
    const draft = typedDraft(form);
    const read = await readEndpointForm(form, context.outgoing);
    if (!read.ok) return data({ draft, errors: read.errors }, { status: 422 });
    const made = await createEndpoint(ctx, read.value);
    if (made.ok) return redirect(paths.webhook(made.endpoint.id), 303);
    const errors = { "": ["There are 20 webhooks already. Delete one that is not needed any more."] };
    return data({ draft, errors }, { status: 409 });
  },
  { read: (request) => readForm(request, endpointForm), keep: (form) => ({ draft: typedDraft(form) }) },
);

export const meta: MetaFunction = () => [{ title: "New webhook · Reservo" }];

export default function NewWebhook() {
  return <NewWebhookPage given={useActionData<typeof action>()} />;
}
