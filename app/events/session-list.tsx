import { longDate, timeSpan } from "#app/platform/dates.ts";
import * as paths from "#app/platform/paths.ts";
import type { Event, SessionWithSeats } from "./event.ts";
import { seatPanel } from "./seat-panel.ts";

/** The dates of an event, by day, each with how full it is; the chosen one is the one on the ticket. */
export function SessionList({
  event,
  sessions,
  chosen,
  seats,
  now,
}: {
  event: Event;
  sessions: SessionWithSeats[];
  chosen: string;
  seats: number;
  now: Date;
}) {
  const moment = { locale: event.locale, timeZone: event.timeZone };
  const days = groupByDay(sessions, (session) => longDate(session.startsAt, moment, now));
  return (
    <ol className="days">
      {[...days].map(([day, ofDay]) => (
        <li key={day} className="day">
          <h3>{day}</h3>
          <ul className="slots">
            {ofDay.map((session) => (
              <li key={session.id}>
                <a
                  className="slot"
                  href={paths.eventPage(event.slug, { session: session.id, seats })}
                  aria-current={session.id === chosen ? "true" : undefined}
                  data-full={session.seats.remaining <= 0 ? "" : undefined}
                >
                  <span className="slot-time">{timeSpan(session.startsAt, session.endsAt, moment)}</span>
                  {session.label ? <span className="slot-label">{session.label}</span> : null}
                  <span className="slot-seats">{seatPanel(event, session, undefined, now).headline}</span>
                </a>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function groupByDay(sessions: SessionWithSeats[], dayOf: (session: SessionWithSeats) => string) {
  const days = new Map<string, SessionWithSeats[]>();
  for (const session of sessions) {
    const day = dayOf(session);
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  return days;
}
