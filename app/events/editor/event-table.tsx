import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { clockTime, lineStart, shortDate } from "#app/platform/dates.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { CapacityBar } from "#app/ui/admin/capacity-bar.tsx";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { StockChip } from "#app/ui/seats/stock-chip.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { Event, EventState } from "../event.ts";
import type { EventInList } from "../list-events.server.ts";

const TONES = { draft: "neutral", published: "ok", cancelled: "bad", removed: "neutral" } as const;

/** The state of an event, and its visibility if it is unlisted or private. */
export function EventStateMark({ event }: { event: { state: EventState; visibility: Event["visibility"] } }) {
  const { t } = useAdminWords();
  const { state, visibility } = event;
  return (
    <>
      <StateMark tone={TONES[state]}>{t(`admin.events.state.${state}`)}</StateMark>
      {visibility === "public" ? null : ` · ${t(`admin.events.${visibility}`)}`}
    </>
  );
}

/** The organiser's list of events, with the next date of each and its seats. */
export function EventTable({ events }: { events: EventInList[] }) {
  const { t } = useAdminWords();
  return (
    <DataTable
      label={t("admin.events.title")}
      head={
        <>
          <HeadCell>{t("admin.events.event")}</HeadCell>
          <HeadCell>{t("admin.events.nextDate")}</HeadCell>
          <HeadCell>{t("admin.events.booked")}</HeadCell>
          <HeadCell>{t("admin.events.status")}</HeadCell>
        </>
      }
    >
      {events.map((event) => (
        <EventRow key={event.id} event={event} />
      ))}
    </DataTable>
  );
}

function EventRow({ event }: { event: EventInList }) {
  const { t, locale } = useAdminWords();
  const { next } = event;
  const paths = useAdminPaths();
  const moment = { locale, timeZone: event.timeZone };
  const nextDate =
    next &&
    t("admin.bookings.timeOfDay", {
      date: lineStart(shortDate(next.startsAt, moment), moment),
      time: clockTime(next.startsAt, moment),
    });
  return (
    <Row>
      <Cell first>
        <StockChip stock={stockOf(event)} />
        <Link to={paths.event(event.id)} discover="none">
          <OwnWords>{event.title}</OwnWords>
        </Link>
      </Cell>
      <Cell label={t("admin.events.nextDate")} wraps>
        {nextDate === undefined
          ? t("admin.events.noDate")
          : event.upcoming > 1
            ? t("admin.events.nextOf", { next: nextDate, open: event.open, count: event.upcoming })
            : nextDate}
      </Cell>
      <Cell label={t("admin.events.booked")}>
        {next ? (
          <CapacityBar capacity={next.seats.capacity} booked={next.seats.booked} held={next.seats.held} />
        ) : null}
      </Cell>
      <Cell label={t("admin.events.status")}>
        <EventStateMark event={event} />
      </Cell>
    </Row>
  );
}
