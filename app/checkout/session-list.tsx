import type { Event, Session, SessionWithSeats } from "#app/events/event.ts";
import { panelWords, seatPanel } from "#app/events/seat-panel.ts";
import { useWords } from "#app/i18n/words.tsx";
import { longDate, shortDate, timeSpan } from "#app/platform/dates.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import type { EventPageData } from "./event-page.server.ts";
import type { Surface } from "./surface.ts";

interface Props {
  page: EventPageData;
  surface: Surface;
}

/** The dates of an event, by day, each with how full it is; the chosen one is the one on the ticket. */
export function SessionList({ page, surface }: Props) {
  const { locale } = useWords();
  const { event, sessions, now } = page;
  const moment = { locale, timeZone: event.timeZone };
  const days = groupByDay(sessions, (session) => longDate(session.startsAt, moment, now));
  return (
    <ol className="days">
      {[...days].map(([day, ofDay]) => (
        <li key={day} className="day">
          <h3>{day}</h3>
          <ul className="slots">
            {ofDay.map((session) => (
              <li key={session.id}>
                <Slot page={page} surface={surface} session={session} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Slot({ page, surface, session }: Props & { session: SessionWithSeats }) {
  const { t, locale } = useWords();
  const { event, now, seats } = page;
  const moment = { locale, timeZone: event.timeZone };
  const panel = seatPanel(event, session, undefined, now);
  return (
    <a
      className="slot"
      href={surface.eventStep(event.slug, { session: session.id, seats })}
      aria-current={session.id === page.session.id ? "true" : undefined}
      data-full={panel.most === 0 ? "" : undefined}
    >
      <span className="slot-time">{timeSpan(session.startsAt, session.endsAt, moment)}</span>
      {session.label ? (
        <bdi className="slot-label" lang={event.locale}>
          {session.label}
        </bdi>
      ) : null}
      <span className="slot-seats">{panelWords(t, { event, session, panel, now, locale }).headline}</span>
    </a>
  );
}

/** A few other dates that can be booked, where the one on the ticket cannot. */
export function SessionLinks({ page, surface }: Props) {
  const { t, locale } = useWords();
  const { event, others, seats } = page;
  return (
    <div className="ticket-fine other-dates">
      <p>{t("event.otherDates")}</p>
      <ul>
        {others.map((session) => (
          <li key={session.id}>
            <TextLink href={surface.eventStep(event.slug, { session: session.id, seats })}>
              {sessionWords(event, session, locale)}
            </TextLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** "Sat 14 Mar, 10:00–13:00" */
export function sessionWords(event: Event, session: Session, locale: string): string {
  const moment = { locale, timeZone: event.timeZone };
  return `${shortDate(session.startsAt, moment)}, ${timeSpan(session.startsAt, session.endsAt, moment)}`;
}

function groupByDay(sessions: SessionWithSeats[], dayOf: (session: SessionWithSeats) => string) {
  const days = new Map<string, SessionWithSeats[]>();
  for (const session of sessions) {
    const day = dayOf(session);
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  return days;
}
