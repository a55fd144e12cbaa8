import { useWords } from "#app/i18n/words.tsx";
import { longDate, type Moment, timeSpan } from "#app/platform/dates.ts";
import type { Event, Session } from "./event.ts";

type Times = Pick<Session, "startsAt" | "endsAt">;

/** "Saturday 14 March, 10:00–13:00", and what else is to be said of it. No line break parts the hours. */
export function SessionTime({
  session: { startsAt, endsAt },
  moment,
  now,
  more,
  className,
}: {
  session: Times;
  moment: Moment;
  now: Date;
  more?: string;
  className?: string;
}) {
  return (
    <time className={className} dateTime={startsAt.toISOString()}>
      {`${longDate(startsAt, moment, now)}, `}
      <span className="unbroken">{timeSpan(startsAt, endsAt, moment)}</span>
      {more}
    </time>
  );
}

/** The hours of a session where its reader is; nothing where those are the event's own. */
export function YourTime({ event, session }: { event: Pick<Event, "timeZone">; session: Times }) {
  const { t } = useWords();
  return (
    <your-time
      data-start={session.startsAt.toISOString()}
      data-end={session.endsAt.toISOString()}
      data-zone={event.timeZone}
      data-words={t("event.yourTime")}
    />
  );
}
