import { Link } from "@remix-run/react";
import type { Event } from "#app/events/event.ts";
import { clockTime, shortDate } from "#app/platform/dates.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { Reference } from "#app/ui/reference.tsx";
import { MailMark } from "./booking-record.tsx";
import type { BookingInList } from "./list-bookings.server.ts";

/** Who has booked an event, the newest first. */
export function BookingTable({ event, bookings }: { event: Event; bookings: BookingInList[] }) {
  const paths = useAdminPaths();
  const moment = { locale: event.locale, timeZone: event.timeZone };
  const timeOf = (at: Date) => `${shortDate(at, moment)}, ${clockTime(at, moment)}`;
  return (
    <DataTable
      label="Bookings"
      head={
        <>
          <HeadCell>Name</HeadCell>
          <HeadCell>E-mail</HeadCell>
          <HeadCell numeric>Seats</HeadCell>
          <HeadCell>For</HeadCell>
          <HeadCell>Booked</HeadCell>
          <HeadCell>From</HeadCell>
          <HeadCell>Reference</HeadCell>
          <HeadCell>Mail</HeadCell>
        </>
      }
    >
      {bookings.map((booking) => (
        <Row key={booking.id}>
          <Cell first>
            <Link to={paths.booking(booking.id)}>{booking.name || "No name"}</Link>
          </Cell>
          <Cell label="E-mail">{booking.email}</Cell>
          <Cell label="Seats" numeric>
            {booking.seats}
          </Cell>
          <Cell label="For">{booking.startsAt ? timeOf(booking.startsAt) : ""}</Cell>
          <Cell label="Booked">{timeOf(booking.createdAt)}</Cell>
          <Cell label="From">{booking.from}</Cell>
          <Cell label="Reference">
            <Reference value={booking.reference} />
          </Cell>
          <Cell label="Mail">{booking.mail ? <MailMark state={booking.mail} /> : ""}</Cell>
        </Row>
      ))}
    </DataTable>
  );
}
