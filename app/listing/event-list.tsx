import { SessionTime } from "#app/events/session-time.tsx";
import { whereWords } from "#app/events/where.ts";
import { useWords } from "#app/i18n/words.tsx";
import { zoneWords } from "#app/i18n/zone-words.ts";
import { lineStart, monthAndYear } from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isSameLanguage } from "#app/platform/locales.ts";
import { OwnWords } from "#app/ui/own-words.tsx";
import { SeatGrid } from "#app/ui/seats/seat-grid.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { Ticket } from "#app/ui/ticket.tsx";
import type { ListedEvent } from "./list-events.server.ts";
import { eventInBrief, otherDatesInBrief } from "./seats-in-brief.ts";

type EventListProps = {
  events: ListedEvent[];
  /** The zone that readers expect; other zones are named. */
  timeZone: string;
  /** Whether links point to the listed dates instead of the events. */
  toSession: boolean;
  now: Date;
};

/** Renders events as tickets that link to their pages, grouped by month. */
export function EventList({ events, byMonth = true, ...rest }: EventListProps & { byMonth?: boolean }) {
  const { locale } = useWords();
  const months = groupByMonth(events, locale);
  return months.map(([month, ofMonth]) => (
    <section key={ofMonth[0]?.id} className="list-month">
      {byMonth ? <h2>{month}</h2> : null}
      <ul className="ticket-list">
        {ofMonth.map((event) => (
          <EventInList key={event.id} event={event} {...rest} />
        ))}
      </ul>
    </section>
  ));
}

/** Groups consecutive events by the month of their dates, each in its own zone. */
function groupByMonth(events: ListedEvent[], locale: string): [month: string, events: ListedEvent[]][] {
  const months: [string, ListedEvent[]][] = [];
  for (const event of events) {
    const moment = { locale, timeZone: event.timeZone };
    const month = lineStart(monthAndYear(event.session.startsAt, moment), moment);
    const last = months.at(-1);
    if (last?.[0] === month) last[1].push(event);
    else months.push([month, [event]]);
  }
  return months;
}

function EventInList({
  event,
  timeZone,
  toSession,
  now,
}: Omit<EventListProps, "events"> & { event: ListedEvent }) {
  const { t, locale } = useWords();
  const { session } = event;
  const { seats } = session;
  const moment = { locale, timeZone: event.timeZone };
  const zone = event.timeZone === timeZone ? "" : `, ${zoneWords(t, moment)}`;
  const where = whereWords(t, event);
  const { words, drawn } = eventInBrief(event, { t, locale, now });
  const dates = otherDatesInBrief(event, { t, locale, now });
  return (
    <Ticket
      as="li"
      stock={stockOf(event)}
      event={event.id}
      main={
        <>
          <h3 className="ticket-title">
            <a
              className="ticket-link"
              href={paths.eventPage(event.slug, toSession ? { session: session.id } : undefined)}
            >
              <OwnWords lang={isSameLanguage(event.locale, locale) ? undefined : event.locale}>
                {event.title}
              </OwnWords>
            </a>
          </h3>
          <p>
            <SessionTime session={session} moment={moment} now={now} more={zone} />
          </p>
          {where ? (
            <p className="ticket-fine list-place">
              <OwnWords>{where}</OwnWords>
            </p>
          ) : null}
        </>
      }
      stub={
        <>
          <p className="seats-left">{words}</p>
          {drawn ? <SeatGrid capacity={seats.capacity} booked={seats.booked} held={seats.held} /> : null}
          {dates.length > 0 ? <p className="ticket-fine list-dates">{dates.join(" · ")}</p> : null}
        </>
      }
    />
  );
}
