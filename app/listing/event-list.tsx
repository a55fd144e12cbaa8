import { SessionTime } from "#app/events/session-time.tsx";
import { useWords } from "#app/i18n/words.tsx";
import { zoneName } from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { SeatGrid } from "#app/ui/seats/seat-grid.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { Ticket } from "#app/ui/ticket.tsx";
import type { ListedEvent } from "./list-events.server.ts";
import { eventInBrief, otherDatesInBrief } from "./seats-in-brief.ts";

type EventListProps = {
  events: ListedEvent[];
  /** The zone in which a reader expects times; another one is named. */
  timeZone: string;
  /** Whether the links lead to the listed dates, or to the events. */
  toSession: boolean;
  now: Date;
};

/** An organisation's events as a column of tickets, each a link to its page. */
export function EventList({ events, ...rest }: EventListProps) {
  return (
    <ul className="ticket-list">
      {events.map((event) => (
        <EventInList key={event.id} event={event} {...rest} />
      ))}
    </ul>
  );
}

function EventInList({
  event,
  timeZone,
  toSession,
  now,
}: Omit<EventListProps, "events"> & { event: ListedEvent }) {
  const { t, locale } = useWords();
  const { session } = event;
  const { startsAt, seats } = session;
  const moment = { locale, timeZone: event.timeZone };
  const zone = event.timeZone === timeZone ? "" : ` ${zoneName(startsAt, moment)}`;
  const { words, drawn } = eventInBrief(event, { t, locale, now });
  const dates = otherDatesInBrief(event, { t, locale, now });
  return (
    <Ticket
      as="li"
      stock={stockOf(event)}
      event={event.id}
      main={
        <>
          <h2 className="ticket-title" lang={event.locale === locale ? undefined : event.locale}>
            <a
              className="ticket-link"
              href={paths.eventPage(event.slug, toSession ? { session: session.id } : undefined)}
            >
              <bdi>{event.title}</bdi>
            </a>
          </h2>
          <p>
            <SessionTime session={session} moment={moment} now={now} more={zone} />
          </p>
          {event.place ? (
            <p className="ticket-fine">
              <bdi>{event.place}</bdi>
            </p>
          ) : null}
          {dates.length > 0 ? <p className="ticket-fine">{dates.join(" · ")}</p> : null}
        </>
      }
      stub={
        <>
          <p className="seats-left">{words}</p>
          {drawn ? <SeatGrid capacity={seats.capacity} booked={seats.booked} held={seats.held} /> : null}
        </>
      }
    />
  );
}
