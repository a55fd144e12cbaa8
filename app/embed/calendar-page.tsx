import { stockOf } from "#app/events/event-page.tsx";
import type { ListedEvent } from "#app/events/list-events.server.ts";
import { panelWords, seatPanel } from "#app/events/seat-panel.ts";
import { useWords } from "#app/i18n/words.tsx";
import { longDate, timeSpan } from "#app/platform/dates.ts";
import * as paths from "#app/platform/paths.ts";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { Ticket } from "#app/ui/ticket.tsx";

interface Props {
  organization: string;
  events: ListedEvent[];
  carried: paths.EmbedQuery;
  now: Date;
}

/** What an organisation offers, in a frame: each event leads to its form, in the same frame. */
export function CalendarPage({ organization, events, carried, now }: Props) {
  const { t } = useWords();
  if (events.length === 0) {
    return (
      <div className="embed-card">
        <h1 className="sr-only">{organization}</h1>
        <EmptyTicket title={t("embed.calendarEmpty")} line={t("embed.calendarEmptyLine")} />
      </div>
    );
  }
  return (
    <>
      <h1 className="sr-only">{`${organization}: ${t("embed.calendar")}`}</h1>
      <ul className="ticket-list">
        {events.map((event) => (
          <Row key={event.id} event={event} carried={carried} now={now} />
        ))}
      </ul>
    </>
  );
}

function Row({ event, carried, now }: Pick<Props, "carried" | "now"> & { event: ListedEvent }) {
  const { t, locale } = useWords();
  const { session: next, others: more } = event;
  const panel = seatPanel(event, next, undefined, now);
  const { headline } = panelWords(t, { event, session: next, panel, now, locale });
  const moment = { locale, timeZone: event.timeZone };
  return (
    <Ticket
      as="li"
      compact
      stock={stockOf(event)}
      main={
        <>
          <h2 className="ticket-title" lang={event.locale}>
            <a className="ticket-link" href={paths.embedEvent(event.slug, carried)}>
              {event.title}
            </a>
          </h2>
          <p>{`${longDate(next.startsAt, moment, now)}, ${timeSpan(next.startsAt, next.endsAt, moment)}`}</p>
          <p className="ticket-fine">
            {[headline, more > 0 ? t("embed.moreDates", { count: more }) : ""].filter(Boolean).join(" · ")}
          </p>
        </>
      }
    />
  );
}
