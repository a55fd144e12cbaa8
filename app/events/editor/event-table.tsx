import { Link } from "@remix-run/react";
import { clockTime, shortDate } from "#app/platform/dates.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { CapacityBar } from "#app/ui/admin/capacity-bar.tsx";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { StockChip } from "#app/ui/seats/stock-chip.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { EventState } from "../event.ts";
import type { EventInList } from "../find-events.server.ts";

const STATES: Record<EventState, { tone: "ok" | "neutral" | "bad"; word: string }> = {
  draft: { tone: "neutral", word: "Draft" },
  published: { tone: "ok", word: "Published" },
  cancelled: { tone: "bad", word: "Cancelled" },
  removed: { tone: "neutral", word: "Removed" },
};

export function EventStateMark({ state }: { state: EventState }) {
  const { tone, word } = STATES[state];
  return <StateMark tone={tone}>{word}</StateMark>;
}

/** The organiser's list of events: the next date of each, and how full it is. */
export function EventTable({ events }: { events: EventInList[] }) {
  return (
    <DataTable
      label="Events"
      head={
        <>
          <HeadCell>Event</HeadCell>
          <HeadCell>Next date</HeadCell>
          <HeadCell>Booked</HeadCell>
          <HeadCell>State</HeadCell>
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
  const { next } = event;
  const paths = useAdminPaths();
  const moment = { locale: event.locale, timeZone: event.timeZone };
  const more = event.sessionCount > 1 ? ` (${event.sessionCount} dates)` : "";
  return (
    <Row>
      <Cell first>
        <StockChip stock={stockOf(event)} />
        <Link to={paths.event(event.id)} discover="none">
          {event.title}
        </Link>
      </Cell>
      <Cell label="Next date">
        {next ? `${shortDate(next.startsAt, moment)}, ${clockTime(next.startsAt, moment)}${more}` : "No date"}
      </Cell>
      <Cell label="Booked">
        {next ? (
          <CapacityBar capacity={next.seats.capacity} booked={next.seats.booked} held={next.seats.held} />
        ) : null}
      </Cell>
      <Cell label="State">
        <EventStateMark state={event.state} />
      </Cell>
    </Row>
  );
}
