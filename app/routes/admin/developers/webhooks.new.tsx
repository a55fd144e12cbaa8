import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { newDraft, typedDraft } from "#app/webhooks/endpoint-draft.ts";
import { endpointForm } from "#app/webhooks/endpoint-form.ts";
import { EndpointForm } from "#app/webhooks/endpoint-form-page.tsx";
import { createEndpoint } from "#app/webhooks/endpoints.server.ts";
import { readEndpointForm } from "#app/webhooks/read-endpoint-form.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireMember(request, context, "manageDevelopers");
  return null;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { ctx } = await requireMember(request, context, "manageDevelopers");
  const form = await readForm(request, endpointForm);
  const read = await readEndpointForm(form, context.outgoing);
  if (!read.ok) return data({ draft: typedDraft(form), errors: read.errors }, { status: 422 });
  const made = await createEndpoint(ctx, read.value);
  if (!made.ok) {
    const errors = { "": ["There are 20 webhooks already. Delete one that is not needed any more."] };
    return data({ draft: typedDraft(form), errors }, { status: 409 });
  }
  return redirect(paths.adminWebhook(made.endpoint.id), 303);
}

export const meta: MetaFunction = () => [{ title: "New webhook · Reservo" }];

export default function NewWebhookPage() {
  const given = useActionData<typeof action>();
  return (
    <section>
      <h2>New webhook</h2>
      <EndpointForm
        draft={given?.draft ?? newDraft}
        errors={given?.errors}
        save="Create webhook"
        cancel={paths.adminWebhooks()}
      />
    </section>
  );
}
