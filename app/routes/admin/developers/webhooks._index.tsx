import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { EndpointTable } from "#app/webhooks/endpoint-table.tsx";
import { listEndpoints } from "#app/webhooks/endpoints.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { ctx } = await requireMember(request, context, "manageDevelopers");
  return { endpoints: await listEndpoints(ctx) };
}

export const meta: MetaFunction = () => [{ title: "Webhooks · Reservo" }];

export default function WebhooksPage() {
  const { endpoints } = useLoaderData<typeof loader>();
  const create = (
    <Link to={paths.adminNewWebhook()} className={buttonClass()}>
      New webhook
    </Link>
  );
  if (endpoints.length === 0) {
    return (
      <section>
        <h2 className="sr-only">Webhooks</h2>
        <EmptyTicket
          title="No webhooks yet"
          line="A webhook tells a program of yours when a booking is made, changed or cancelled."
          action={create}
        />
      </section>
    );
  }
  return (
    <section>
      <div className="developer-head">
        <div>
          <h2>Webhooks</h2>
          <p>They tell programs of yours what happens to bookings, signed and in order.</p>
        </div>
        {create}
      </div>
      <EndpointTable endpoints={endpoints} />
    </section>
  );
}
