import { longDate, timeSpan, zoneName } from "#app/platform/dates.ts";
import * as paths from "#app/platform/paths.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { SeatGrid } from "#app/ui/seat-grid.tsx";
import { SeatKey } from "#app/ui/seat-key.tsx";
import { Stepper } from "#app/ui/stepper.tsx";
import { isStock, type Stock } from "#app/ui/stocks.ts";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";
import type { Event, Session, SessionWithSeats } from "./event.ts";
import { type SeatPanel, seatWord } from "./seat-panel.ts";

export function stockOf(event: Pick<Event, "stock">): Stock {
  return isStock(event.stock) ? event.stock : "marigold";
}

/** When and where, as every ticket of an event has it. */
export function EventFacts({ event, session, now }: { event: Event; session: Session; now: Date }) {
  const moment = { locale: event.locale, timeZone: event.timeZone };
  const { startsAt, endsAt, label } = session;
  const when = `${longDate(startsAt, moment, now)}, ${timeSpan(startsAt, endsAt, moment)}`;
  const zone = zoneName(startsAt, moment);
  const items = [
    ...(label ? [{ label: "What", value: label }] : []),
    {
      label: "When",
      value: <time dateTime={startsAt.toISOString()}>{when}</time>,
      note: (
        <>
          {zone}
          <your-time
            data-start={startsAt.toISOString()}
            data-end={endsAt.toISOString()}
            data-zone={event.timeZone}
          />
        </>
      ),
    },
    ...(event.place ? [{ label: "Where", value: event.place }] : []),
  ];
  return <Facts items={items} />;
}

/** The head of an event's page: what it is on the ticket, booking on its stub. */
export function EventTicket(props: {
  event: Event;
  organization: string;
  session: SessionWithSeats;
  panel: SeatPanel;
  seats: number;
  now: Date;
}) {
  const { event, organization, session, panel, now } = props;
  return (
    <Ticket
      stock={stockOf(event)}
      label="Event"
      main={
        <>
          <TicketTitle by={`${organization} presents`} lang={event.locale}>
            {event.title}
          </TicketTitle>
          <EventFacts event={event} session={session} now={now} />
        </>
      }
      stub={<SeatStub event={event} session={session} panel={panel} seats={props.seats} />}
    />
  );
}

function SeatStub({
  event,
  session,
  panel,
  seats,
}: {
  event: Event;
  session: SessionWithSeats;
  panel: SeatPanel;
  seats: number;
}) {
  const { capacity, booked, held } = session.seats;
  const countable = panel.state === "open" || panel.state === "full" || panel.state === "all-held";
  return (
    <>
      <p className="seats-left">{panel.headline}</p>
      {panel.line ? <p className="ticket-fine">{panel.line}</p> : null}
      {countable ? (
        <>
          <SeatGrid capacity={capacity} booked={booked} held={held} />
          <SeatKey booked={booked} held={held} />
        </>
      ) : null}
      {panel.most > 0 ? <SeatForm event={event} session={session} most={panel.most} seats={seats} /> : null}
      {panel.state === "paused" ? (
        <ButtonLink wide href={paths.eventPage(event.slug, { session: session.id })}>
          Try again
        </ButtonLink>
      ) : null}
    </>
  );
}

function SeatForm({
  event,
  session,
  most,
  seats,
}: {
  event: Event;
  session: Session;
  most: number;
  seats: number;
}) {
  const start = Math.min(Math.max(1, seats), most);
  return (
    <form method="get" action={paths.bookingForm(event.slug)} className="seat-form">
      <input type="hidden" name="session" value={session.id} />
      {most > 1 ? (
        <Stepper
          label="Seats"
          name="seats"
          defaultValue={start}
          min={1}
          max={most}
          cta={{ id: "book", one: "Book {n} seat", many: "Book {n} seats" }}
          fewer="One seat fewer"
          more="One seat more"
        />
      ) : (
        <input type="hidden" name="seats" value="1" />
      )}
      <Button id="book" wide>{`Book ${seatWord(start)}`}</Button>
    </form>
  );
}
