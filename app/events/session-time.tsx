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
  /** What else is to be said of it. */
  more?: string;
  className?: string;
  /** It stands inside of a sentence, where French and Spanish begin it with a small letter. */
  inSentence?: boolean;
};

/** "Saturday 14 March, 10:00–13:00", and "Thursday 31 December, 22:00 – Friday 1 January, 04:00". No line break parts the hours. */
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
 * The hours of a session by its reader's clock, where that differs from the event's at that instant; else nothing, and no line
 * is kept free for it. Visitors whose clock differed before (a cookie says so) have the lines reserved, so that nothing moves
 * when they are filled. Where the event takes place somewhere, the line before it says whose time stands on the page.
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
 * In whose time the hours of a session are written, and what they are by the reader's clock: the zone alone for those whose
 * browser runs no scripts, and for everybody where the event takes place on the net.
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
