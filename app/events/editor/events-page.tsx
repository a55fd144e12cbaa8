import { Link } from "@remix-run/react";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ListPage } from "#app/ui/admin/page-shells.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import type { EventInList } from "../find-events.server.ts";
import { EventTable } from "./event-table.tsx";

/** Lists an organisation's events. */
export function EventsPage({ events }: { events: EventInList[] }) {
  const create = (
    <Link to={useAdminPaths().newEvent()} className={buttonClass()}>
      New event
    </Link>
  );
  if (events.length > 0) {
    return (
      <ListPage title="Events" actions={create}>
        <EventTable events={events} />
      </ListPage>
    );
  }
  const empty = <EmptyTicket title="No events yet" line="The first one takes two minutes." action={create} />;
  return <ListPage title="Events" empty={empty} />;
}
