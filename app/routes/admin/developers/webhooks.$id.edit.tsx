import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { isId } from "#app/platform/ids.ts";
import { typedDraft } from "#app/webhooks/endpoint-draft.ts";
import { endpointForm } from "#app/webhooks/endpoint-form.ts";
import { EndpointForm } from "#app/webhooks/endpoint-form-page.tsx";
import { findEndpoint, updateEndpoint } from "#app/webhooks/endpoints.server.ts";
import { readEndpointForm } from "#app/webhooks/read-endpoint-form.ts";

async function findOwn({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const { ctx } = await requireMember(request, context, "manageDevelopers");
  const endpoint = isId(params.id ?? "") ? await findEndpoint(ctx, params.id ?? "") : undefined;
  if (!endpoint) throw notFound();
  return { ctx, endpoint };
}

export async function loader(args: LoaderFunctionArgs) {
  const { endpoint } = await findOwn(args);
  return { endpoint };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, endpoint } = await findOwn(args);
  const form = await readForm(args.request, endpointForm);
  const read = await readEndpointForm(form, args.context.outgoing);
  if (!read.ok) return data({ draft: typedDraft(form), errors: read.errors }, { status: 422 });
  await updateEndpoint(ctx, endpoint.id, read.value);
  return redirect(paths.adminWebhook(endpoint.id), 303);
}

export const meta: MetaFunction = () => [{ title: "Edit webhook · Reservo" }];

export default function EditWebhookPage() {
  const { endpoint } = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  return (
    <section>
      <h2>Edit webhook</h2>
      <EndpointForm
        draft={given?.draft ?? endpoint}
        errors={given?.errors}
        save="Save"
        cancel={paths.adminWebhook(endpoint.id)}
      />
    </section>
  );
}
