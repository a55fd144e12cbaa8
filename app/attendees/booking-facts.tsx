import type { BookingDetails } from "#app/events/booking-details.server.ts";
import type { Session } from "#app/events/event.ts";
import { useWords } from "#app/i18n/words.tsx";
import { longDate, type Moment, timeSpan, zoneName } from "#app/platform/dates.ts";
import { type Fact, Facts } from "#app/ui/facts.tsx";
import { isStock, type Stock } from "#app/ui/stocks.ts";

export type BookedEvent = Pick<BookingDetails, "event" | "sessions" | "session">;

export function stockOfBooking({ event }: BookedEvent): Stock {
  return isStock(event.stock) ? event.stock : "marigold";
}

/** When and where a booking is for, every date of it, in the page's language and the event's zone. */
export function BookingFacts({ event, sessions, now, more }: BookedEvent & { now: Date; more?: Fact[] }) {
  const { t, locale } = useWords();
  const moment = { locale, timeZone: event.timeZone };
  const [first] = sessions;
  const alone = sessions.length === 1;
  const items: Fact[] = [
    ...(alone && first?.label ? [{ label: t("event.what"), value: first.label }] : []),
    {
      label: t("frame.when"),
      value: sessions.map((session) => (
        <time key={session.id} className="fact-line" dateTime={session.startsAt.toISOString()}>
          {sessionWords(session, moment, now, !alone)}
        </time>
      )),
      note: first ? (
        <>
          {zoneName(first.startsAt, moment)}
          <your-time
            data-start={first.startsAt.toISOString()}
            data-end={first.endsAt.toISOString()}
            data-zone={event.timeZone}
            data-words={t("event.yourTime")}
          />
        </>
      ) : undefined,
    },
    ...(event.place ? [{ label: t("frame.where"), value: event.place }] : []),
    ...(more ?? []),
  ];
  return <Facts items={items} />;
}

/** "Saturday 14 March, 10:00–13:00", with the session's name where it has one and that is wanted. */
export function sessionWords(session: Session, moment: Moment, now: Date, named: boolean): string {
  const when = `${longDate(session.startsAt, moment, now)}, ${timeSpan(session.startsAt, session.endsAt, moment)}`;
  return named && session.label ? `${when} · ${session.label}` : when;
}
