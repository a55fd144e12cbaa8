import { SessionTime } from "#app/events/session-time.tsx";
import { useWords } from "#app/i18n/words.tsx";
import type { ListedEvent } from "#app/listing/list-events.server.ts";
import { eventInBrief, otherDatesInBrief } from "#app/listing/seats-in-brief.ts";
import * as paths from "#app/platform/http/paths.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { stockOf } from "#app/ui/seats/stocks.ts";
import { Ticket } from "#app/ui/ticket.tsx";

/** One page of an organisation's events. */
export interface Calendar {
  organization: string;
  events: ListedEvent[];
  carried: paths.EmbedQuery;
  now: Date;
  /** Addresses of the next and the first page. */
  later: string | undefined;
  first: string | undefined;
}

/** An organisation's events in a frame. Each links to its form, in the same frame. */
export function CalendarPage({ calendar }: { calendar: Calendar }) {
  const { t } = useWords();
  const { organization, events, carried, now, later, first } = calendar;
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
      {later || first ? (
        <nav className="embed-turn">
          {later ? (
            <ButtonLink kind="quiet" href={later}>
              {t("organiser.later")}
            </ButtonLink>
          ) : null}
          {first ? (
            <ButtonLink kind="quiet" href={first}>
              {t("organiser.first")}
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

function Row({ event, carried, now }: Pick<Calendar, "carried" | "now"> & { event: ListedEvent }) {
  const { t, locale } = useWords();
  const reader = { t, locale, now };
  const moment = { locale, timeZone: event.timeZone };
  return (
    <Ticket
      as="li"
      compact
      stock={stockOf(event)}
      main={
        <>
          <h2 className="ticket-title">
            <a className="ticket-link" href={paths.embedEvent(event.slug, carried)}>
              <OwnWords lang={event.locale}>{event.title}</OwnWords>
            </a>
          </h2>
          <p>
            <SessionTime session={event.session} moment={moment} now={now} />
          </p>
          <p className="ticket-fine">
            {[eventInBrief(event, reader).words, ...otherDatesInBrief(event, reader)].join(" · ")}
          </p>
        </>
      }
    />
  );
}
