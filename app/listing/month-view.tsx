import { useWords } from "#app/i18n/words.tsx";
import {
  clockTime,
  firstWeekday,
  lineStart,
  longDate,
  type Moment,
  weekdayName,
} from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isSameLanguage } from "#app/platform/locales.ts";
import { languageOfWords } from "#app/platform/text/language.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";
import { stockOf } from "#app/ui/seats/stocks.ts";
import type { MonthDay } from "./list-month.server.ts";
import { dayAfter } from "./listing-query.ts";
import { seatsInBrief } from "./seats-in-brief.ts";

type MonthViewProps = {
  /** The first day of the month. */
  from: string;
  days: MonthDay[];
  /** Today in the organisation's zone. */
  today: string;
  now: Date;
  /** Returns the URL of a day's list. */
  dayList(day: string): string;
};

/** Renders a month: as a grid of weeks on wide screens, else as a list of the days with sessions. */
export function MonthView({ from, days, today, now, dayList }: MonthViewProps) {
  const { locale } = useWords();
  const first = firstWeekday(locale);
  const all = daysOfMonth(from);
  // Monday is 1, and Sunday 7.
  const column = ((noon(from).getUTCDay() + 6) % 7) + 1;
  return (
    <>
      <ol className="week" aria-hidden="true">
        {[0, 1, 2, 3, 4, 5, 6].map((index) => (
          // 1 January 2024 was a Monday.
          <li key={index}>{weekdayName(noon(dayAfter("2024-01-01", first - 1 + index)), inUtc(locale))}</li>
        ))}
      </ol>
      <ol className="month" data-first={((column - first + 7) % 7) + 1}>
        {all.map((day) => (
          <Day
            key={day}
            day={day}
            entry={days.find((each) => each.day === day)}
            {...{ today, now, dayList }}
          />
        ))}
      </ol>
    </>
  );
}

function Day({
  day,
  entry,
  today,
  now,
  dayList,
}: { day: string; entry: MonthDay | undefined } & Pick<MonthViewProps, "today" | "now" | "dayList">) {
  const { t, locale } = useWords();
  const more = (entry?.total ?? 0) - (entry?.sessions.length ?? 0);
  return (
    <li
      className="month-day"
      data-empty={entry ? undefined : ""}
      data-today={day === today ? "" : undefined}
      data-over={day < today ? "" : undefined}
    >
      <h3>
        <time dateTime={day}>
          <span className="month-long">{lineStart(longDate(noon(day), inUtc(locale), now), { locale })}</span>
          <span className="month-short" aria-hidden="true">
            {Number(day.slice(8))}
          </span>
        </time>
      </h3>
      {entry ? (
        <ul>
          {entry.sessions.map(({ event, session }) => (
            <li key={session.id}>
              <a
                className="month-event"
                data-stock={stockOf(event)}
                href={paths.eventPage(event.slug, { session: session.id })}
              >
                <span className="month-time">
                  {timeOnDay(day, session, { locale, timeZone: event.timeZone })}
                </span>
                <span
                  className="month-title"
                  dir="auto"
                  lang={languageOfWords(
                    event.title,
                    isSameLanguage(event.locale, locale) ? undefined : event.locale,
                  )}
                >
                  {event.title}
                </span>
                <span className="month-seats">{seatsInBrief(event, session, { t, locale, now }).words}</span>
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {more > 0 ? (
        <a className="month-more link" href={dayList(day)}>
          {t("organiser.month.more", { count: more })}
        </a>
      ) : null}
    </li>
  );
}

/** Returns a session's start or, on later days, its end: "18:00", "…", "–12:00". */
function timeOnDay(
  day: string,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  moment: Moment,
): string {
  const dayOf = (at: Date) => localTimeOf(at, moment.timeZone).slice(0, 10);
  if (dayOf(startsAt) === day) return clockTime(startsAt, moment);
  return dayOf(new Date(endsAt.getTime() - 1)) === day ? `–${clockTime(endsAt, moment)}` : "…";
}

function daysOfMonth(from: string): string[] {
  const days = [from];
  for (let next = dayAfter(from, 1); next.slice(0, 7) === from.slice(0, 7); next = dayAfter(next, 1)) {
    days.push(next);
  }
  return days;
}

const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const inUtc = (locale: string) => ({ locale, timeZone: "UTC" });
