import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ListPage } from "#app/ui/admin/page-shells.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import type { EventInList } from "../find-events.server.ts";
import { EventTable } from "./event-table.tsx";

/** Lists an organisation's events. */
export function EventsPage({ events }: { events: EventInList[] }) {
  const { t } = useAdminWords();
  const create = (
    <Link to={useAdminPaths().newEvent()} className={buttonClass()}>
      {t("admin.events.new")}
    </Link>
  );
  if (events.length > 0) {
    return (
      <ListPage title={t("admin.events.title")} actions={create}>
        <EventTable events={events} />
      </ListPage>
    );
  }
  const empty = (
    <EmptyTicket title={t("admin.events.empty")} line={t("admin.events.emptyLine")} action={create} />
  );
  return <ListPage title={t("admin.events.title")} empty={empty} />;
}
