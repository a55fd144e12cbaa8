import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { EventTable } from "#app/events/editor/event-table.tsx";
import { listEvents } from "#app/events/find-events.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { ctx } = await requireMember(request, context, "seeEvents");
  return { events: await listEvents(ctx) };
}

export const meta: MetaFunction = () => [{ title: "Events · Reservo" }];

export default function EventsPage() {
  const { events } = useLoaderData<typeof loader>();
  const create = (
    <Link to={paths.adminNewEvent()} className={buttonClass()}>
      New event
    </Link>
  );
  if (events.length === 0) {
    return (
      <>
        <PageTitle>Events</PageTitle>
        <EmptyTicket title="No events yet" line="The first one takes two minutes." action={create} />
      </>
    );
  }
  return (
    <>
      <PageTitle actions={create}>Events</PageTitle>
      <EventTable events={events} />
    </>
  );
}
