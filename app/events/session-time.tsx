import { useContext } from "react";
import { useWords } from "#app/i18n/words.tsx";
import { zoneWords } from "#app/i18n/zone-words.ts";
import { lineStart, longDate, longTime, type Moment, spanParts } from "#app/platform/dates.ts";
import { PageContext } from "#app/platform/http/page-context.ts";
import type { Event, Session } from "./event.ts";

type Times = Pick<Session, "startsAt" | "endsAt">;

type SessionTimeProps = {
  session: Times;
  moment: Moment;
  now: Date;
  /** Text to append. */
  more?: string;
  className?: string;
  /** Whether it is inside a sentence, where French and Spanish start it in lower case. */
  inSentence?: boolean;
};

/**
 * Shows "Saturday 14 March, 10:00–13:00" or "Thursday 31 December, 22:00 – Friday 1 January, 04:00". No line breaks within the
 * hours.
 */
export function SessionTime(props: SessionTimeProps) {
  const { session, moment, now, more = "", className, inSentence } = props;
  const { startsAt, endsAt } = session;
  const { hours, until, note } = spanParts(startsAt, endsAt, moment);
  const day = longDate(startsAt, moment, now);
  const end = until ? ` – ${longTime(until, moment, now)}` : "";
  const rest = `${end}${note ? ` (${note})` : ""}${more}`;
  return (
    <time className={className} dateTime={startsAt.toISOString()}>
      {`${inSentence ? day : lineStart(day, moment)}, `}
      <span className="unbroken">{hours}</span>
      {rest || null}
    </time>
  );
}

type TimedEvent = Pick<Event, "timeZone" | "online">;

/**
 * The hours of a session in the visitor's time zone, if its offset differs from the event's at that instant; else nothing. For
 * visitors whose zone differed before (according to a cookie) the lines are reserved, so that the layout does not shift when
 * they are filled. For an event with a place, the line before it names the zone of the times on the page.
 */
export function YourTime({ event, session }: { event: TimedEvent; session: Times }) {
  const { t, locale } = useWords();
  const { preferences } = useContext(PageContext);
  const zone = zoneWords(t, { locale, timeZone: event.timeZone });
  return (
    <your-time
      data-start={session.startsAt.toISOString()}
      data-end={session.endsAt.toISOString()}
      data-zone={event.timeZone}
      data-words={`${event.online ? "" : `${lineStart(zone, { locale })}\n`}${t("event.yourTime")}`}
      data-reserved={preferences?.elsewhere ? (event.online ? "1" : "2") : undefined}
    />
  );
}

/**
 * The time zone of a session's hours, and the hours in the visitor's zone. Without scripts, and for online events, which show
 * the visitor's hours elsewhere, it is the zone only.
 */
export function ZoneNote({ event, session }: { event: TimedEvent; session: Times }) {
  const { t, locale } = useWords();
  const zone = lineStart(zoneWords(t, { locale, timeZone: event.timeZone }), { locale });
  if (event.online) return zone;
  return (
    <>
      <noscript>{zone}</noscript>
      <YourTime event={event} session={session} />
    </>
  );
}
