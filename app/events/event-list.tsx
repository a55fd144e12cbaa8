import { useWords } from "#app/i18n/words.tsx";
import { longDate, timeSpan } from "#app/platform/dates.ts";
import * as paths from "#app/platform/paths.ts";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { SeatGrid } from "#app/ui/seat-grid.tsx";
import { Ticket } from "#app/ui/ticket.tsx";
import { stockOf } from "./event-page.tsx";
import type { EventInList } from "./find-events.server.ts";
import { panelWords, seatPanel } from "./seat-panel.ts";

/** An organisation's events as a row of tickets, each a link to its page. */
export function EventList({ events, now }: { events: EventInList[]; now: Date }) {
  if (events.length === 0)
    return <EmptyTicket title="Nothing planned right now" line="New dates appear here." />;
  return (
    <ul className="ticket-list">
      {events.map((event) => (
        <EventInRow key={event.id} event={event} now={now} />
      ))}
    </ul>
  );
}

function EventInRow({ event, now }: { event: EventInList; now: Date }) {
  const { next } = event;
  const { t, locale } = useWords();
  if (!next) return null;
  const panel = seatPanel(event, next, undefined, now);
  const { headline } = panelWords(t, { event, session: next, panel, now, locale });
  const moment = { locale: event.locale, timeZone: event.timeZone };
  const more = event.sessionCount - 1;
  return (
    <Ticket
      as="li"
      stock={stockOf(event)}
      main={
        <>
          <h2 className="ticket-title">
            <a className="ticket-link" href={paths.eventPage(event.slug)}>
              {event.title}
            </a>
          </h2>
          <p>{`${longDate(next.startsAt, moment, now)}, ${timeSpan(next.startsAt, next.endsAt, moment)}`}</p>
          <p className="ticket-by">
            {[event.place, more > 0 ? `${more} more ${more === 1 ? "date" : "dates"}` : ""]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </>
      }
      stub={
        <>
          <p className="seats-left">{headline}</p>
          <SeatGrid capacity={next.seats.capacity} booked={next.seats.booked} held={next.seats.held} />
        </>
      }
    />
  );
}
