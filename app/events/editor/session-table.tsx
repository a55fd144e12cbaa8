import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { longDate, timeSpan } from "#app/platform/dates.ts";
import { CapacityBar } from "#app/ui/admin/capacity-bar.tsx";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { Event, SessionWithSeats } from "../event.ts";

/** The dates of an event with how full each is. */
export function SessionTable({
  event,
  sessions,
  now,
}: {
  event: Event;
  sessions: SessionWithSeats[];
  now: Date;
}) {
  const { t } = useAdminWords();
  const moment = { locale: event.locale, timeZone: event.timeZone };
  return (
    <DataTable
      label={t("admin.event.dates")}
      head={
        <>
          <HeadCell>{t("admin.event.date")}</HeadCell>
          <HeadCell>{t("admin.event.time")}</HeadCell>
          <HeadCell>{t("admin.events.booked")}</HeadCell>
          <HeadCell>{t("admin.event.booking")}</HeadCell>
        </>
      }
    >
      {sessions.map((session) => (
        <Row key={session.id}>
          <Cell first>
            {longDate(session.startsAt, moment, now)}
            {session.label ? ` · ${session.label}` : ""}
          </Cell>
          <Cell label={t("admin.event.time")}>{timeSpan(session.startsAt, session.endsAt, moment)}</Cell>
          <Cell label={t("admin.events.booked")}>
            <CapacityBar
              capacity={session.seats.capacity}
              booked={session.seats.booked}
              held={session.seats.held}
            />
          </Cell>
          <Cell label={t("admin.event.booking")}>
            <SessionState event={event} session={session} now={now} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  );
}

function SessionState({ event, session, now }: { event: Event; session: SessionWithSeats; now: Date }) {
  const { t } = useAdminWords();
  if (event.state === "cancelled")
    return <StateMark tone="bad">{t("admin.event.session.cancelled")}</StateMark>;
  if (session.startsAt <= now) return <StateMark tone="neutral">{t("admin.event.session.over")}</StateMark>;
  if (event.state !== "published")
    return <StateMark tone="neutral">{t("admin.event.session.notPublished")}</StateMark>;
  if (session.seats.closed) return <StateMark tone="warn">{t("admin.event.session.closed")}</StateMark>;
  if (session.seats.remaining <= 0) return <StateMark tone="info">{t("admin.event.session.full")}</StateMark>;
  return <StateMark tone="ok">{t("admin.event.session.open")}</StateMark>;
}
