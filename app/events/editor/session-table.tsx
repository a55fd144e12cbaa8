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
  const moment = { locale: event.locale, timeZone: event.timeZone };
  return (
    <DataTable
      label="Dates"
      head={
        <>
          <HeadCell>Date</HeadCell>
          <HeadCell>Time</HeadCell>
          <HeadCell>Booked</HeadCell>
          <HeadCell>Booking</HeadCell>
        </>
      }
    >
      {sessions.map((session) => (
        <Row key={session.id}>
          <Cell first>
            {longDate(session.startsAt, moment, now)}
            {session.label ? ` · ${session.label}` : ""}
          </Cell>
          <Cell label="Time">{timeSpan(session.startsAt, session.endsAt, moment)}</Cell>
          <Cell label="Booked">
            <CapacityBar
              capacity={session.seats.capacity}
              booked={session.seats.booked}
              held={session.seats.held}
            />
          </Cell>
          <Cell label="Booking">
            <SessionState event={event} session={session} now={now} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  );
}

function SessionState({ event, session, now }: { event: Event; session: SessionWithSeats; now: Date }) {
  if (session.startsAt <= now) return <StateMark tone="neutral">Over</StateMark>;
  if (session.seats.closed) return <StateMark tone="warn">Closed</StateMark>;
  if (event.state !== "published") return <StateMark tone="neutral">Not published</StateMark>;
  if (session.seats.remaining <= 0) return <StateMark tone="info">Full</StateMark>;
  return <StateMark tone="ok">Open</StateMark>;
}
