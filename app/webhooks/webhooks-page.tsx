import { Link } from "@remix-run/react";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { SectionPage } from "#app/ui/admin/page-shells.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { EndpointTable } from "./endpoint-table.tsx";
import type { Endpoint } from "./endpoints.server.ts";

/** Lists the webhook endpoints of an organisation. */
export function WebhooksPage({ endpoints }: { endpoints: Endpoint[] }) {
  const create = (
    <Link to={useAdminPaths().newWebhook()} className={buttonClass()}>
      New webhook
    </Link>
  );
  if (endpoints.length === 0) {
    return (
      <SectionPage title="Webhooks" hideTitle>
        <EmptyTicket
          title="No webhooks yet"
          line="A webhook tells a program of yours when a booking is made, changed or cancelled."
          action={create}
        />
      </SectionPage>
    );
  }
  return (
    <SectionPage
      title="Webhooks"
      line="They tell programs of yours what happens to bookings, signed and in order."
      action={create}
    >
      <EndpointTable endpoints={endpoints} />
    </SectionPage>
  );
}
