import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { lineStart, longDate, timeSpan } from "#app/platform/dates.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { CapacityBar } from "#app/ui/admin/capacity-bar.tsx";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import { cancelReasonOf, type Event, isSessionCancelled, type SessionWithSeats } from "../event.ts";

interface Props {
  event: Event;
  sessions: SessionWithSeats[];
  now: Date;
  mayEdit: boolean;
}

/** A table of an event's dates with their seats, and with actions for the upcoming ones. */
export function SessionTable({ event, sessions, now, mayEdit }: Props) {
  const { t, locale } = useAdminWords();
  const moment = { locale, timeZone: event.timeZone };
  const hasActions = mayEdit && event.state !== "cancelled" && sessions.some(({ endsAt }) => endsAt > now);
  return (
    <DataTable
      label={t("admin.event.dates")}
      head={
        <>
          <HeadCell>{t("admin.event.date")}</HeadCell>
          <HeadCell>{t("admin.event.time")}</HeadCell>
          <HeadCell>{t("admin.events.booked")}</HeadCell>
          <HeadCell>{t("admin.event.booking")}</HeadCell>
          {hasActions ? <HeadCell>{t("admin.event.actions")}</HeadCell> : null}
        </>
      }
    >
      {sessions.map((session) => (
        <Row key={session.id}>
          <Cell first>
            {lineStart(longDate(session.startsAt, moment, now), moment)}
            {session.label ? (
              <>
                {" · "}
                <OwnWords lang={event.locale}>{session.label}</OwnWords>
              </>
            ) : null}
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
          {hasActions ? (
            <Cell label={t("admin.event.actions")}>
              <DateActions event={event} session={session} name={longDate(session.startsAt, moment, now)} />
            </Cell>
          ) : null}
        </Row>
      ))}
    </DataTable>
  );
}

function DateActions({ event, session, name }: { event: Event; session: SessionWithSeats; name: string }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const date = session.label ? `${name}, ${isolated(session.label)}` : name;
  return (
    <span className="cell-links">
      {session.cancelledAt ? null : (
        <Link
          to={paths.dateCancel(event.id, session.id)}
          className="link"
          aria-label={t("admin.date.cancelOf", { date })}
        >
          {t("admin.date.cancelShort")}
        </Link>
      )}
      <Link
        to={paths.dateRemove(event.id, session.id)}
        className="link"
        aria-label={t("admin.date.removeOf", { date })}
      >
        {t("admin.date.removeShort")}
      </Link>
    </span>
  );
}

function SessionState({ event, session, now }: { event: Event; session: SessionWithSeats; now: Date }) {
  const { t } = useAdminWords();
  if (isSessionCancelled(event, session)) {
    const reason = event.state === "cancelled" ? "" : cancelReasonOf(event, session);
    return (
      <div>
        <StateMark tone="bad">{t("admin.event.session.cancelled")}</StateMark>
        {reason ? (
          <p className="cell-line">
            <OwnWords lang={event.locale}>{reason}</OwnWords>
          </p>
        ) : null}
      </div>
    );
  }
  if (session.endsAt <= now) return <StateMark tone="neutral">{t("admin.event.session.over")}</StateMark>;
  if (event.state !== "published")
    return <StateMark tone="neutral">{t("admin.event.session.notPublished")}</StateMark>;
  if (session.startsAt <= now) return <StateMark tone="info">{t("admin.event.session.now")}</StateMark>;
  if (session.seats.closed) return <StateMark tone="warn">{t("admin.event.session.closed")}</StateMark>;
  if (session.seats.remaining <= 0) return <StateMark tone="info">{t("admin.event.session.full")}</StateMark>;
  return <StateMark tone="ok">{t("admin.event.session.open")}</StateMark>;
}
