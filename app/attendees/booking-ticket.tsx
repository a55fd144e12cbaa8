import type { BookingDetails } from "#app/events/booking-details.server.ts";
import { EventFacts, stockOf } from "#app/events/event-page.tsx";
import { seatWord } from "#app/events/seat-panel.ts";
import { Facts } from "#app/ui/facts.tsx";
import { Reference } from "#app/ui/reference.tsx";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";

/** A booking as the ticket that its owner keeps; `torn` off right after it was made. */
export function BookingTicket({
  booking,
  now,
  torn,
}: {
  booking: BookingDetails;
  now: Date;
  torn?: boolean;
}) {
  const { event, session, person, organization } = booking;
  return (
    <Ticket
      stock={stockOf(event)}
      label="Your ticket"
      torn={torn}
      main={
        <>
          <TicketTitle as="h2" by={organization.name} lang={event.locale}>
            {event.title}
          </TicketTitle>
          <EventFacts event={event} session={session} now={now} />
        </>
      }
      stub={
        <>
          <p className="seats-left">{seatWord(booking.seats)}</p>
          <Facts
            items={[
              { label: "Name", value: person.name },
              { label: "Reference", value: <Reference value={booking.reference} /> },
            ]}
          />
        </>
      }
    />
  );
}
