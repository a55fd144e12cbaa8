import type { Event, Session, SessionWithSeats } from "#app/events/event.ts";
import { isByNumbers, panelWords, seatPanel } from "#app/events/seat-panel.ts";
import { useWords } from "#app/i18n/words.tsx";
import { lineStart, longDate, shortSpan, shortTime, timeSpan } from "#app/platform/dates.ts";
import { OwnWords } from "#app/ui/own-words.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import type { EventPageData } from "./event-page.server.ts";
import type { Surface } from "./surface.ts";

interface Props {
  page: EventPageData;
  surface: Surface;
}

type SlotProps = Props & { session: SessionWithSeats; id?: string; time: string };

/** The dates of an event by day, each with its seats; the chosen one is on the ticket. */
export function SessionList({ page, surface }: Props) {
  const { locale } = useWords();
  const { event, sessions, now } = page;
  const moment = { locale, timeZone: event.timeZone };
  const days = groupByDay(sessions, ({ startsAt }) => lineStart(longDate(startsAt, moment, now), moment));
  return (
    <ol className="days">
      {[...days].map(([day, ofDay]) => (
        <li key={day} className="day">
          <h3>{day}</h3>
          <ul className="slots">
            {ofDay.map((session) => (
              <li key={session.id}>
                <Slot
                  page={page}
                  surface={surface}
                  session={session}
                  time={timeSpan(session.startsAt, session.endsAt, moment)}
                />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** Returns the link to the list of all dates. A frame is as high as its content and cannot scroll to a fragment: it loads a page. */
function listAddress({ event, session, sessions }: EventPageData, surface: Surface): string {
  if (surface.name === "page") return "#dates";
  return surface.eventStep(event.slug, { session: session.id, from: sessions[0]?.id });
}

function Slot({ page, session, id, time, ...rest }: SlotProps) {
  const { t, locale } = useWords();
  const { event, now } = page;
  const panel = seatPanel(event, session, undefined, now);
  const { headline } = panelWords(t, { event, session, panel, now, locale });
  const isChosen = session.id === page.session.id;
  return (
    <a
      id={id}
      className="slot"
      href={dateAddress({ page, session, ...rest })}
      aria-current={isChosen ? "true" : undefined}
      data-full={panel.maxSeats === 0 ? "" : undefined}
    >
      <span className="slot-time">{time}</span>
      {session.label ? (
        <OwnWords className="slot-label" lang={event.locale}>
          {session.label}
        </OwnWords>
      ) : null}
      {/* `<live-seats>` updates this text. */}
      <span className="slot-seats" data-date={isByNumbers(panel.state) ? session.id : undefined}>
        {isChosen ? <b data-left="">{headline}</b> : headline}
      </span>
    </a>
  );
}

/** The id of the chosen date in the panel, which takes the focus when another date is chosen. */
export const CHOSEN_DATE_ID = "date";

/** Returns the URL of the page with another date chosen. In frames the fragment is the embedding site's data about its visitor. */
function dateAddress({ page, surface, session }: Props & { session: Session }): string {
  const { event, seats } = page;
  const address = surface.eventStep(event.slug, { session: session.id, seats });
  return surface.name === "page" ? `${address}#${CHOSEN_DATE_ID}` : address;
}

/** The choice of the date to book: a few rows, and a link to all other dates. */
export function DateChoice({ page, surface }: Props) {
  const { t, locale } = useWords();
  const { event, choices, upcoming } = page;
  const moment = { locale, timeZone: event.timeZone };
  if (choices.length === 0) return null;
  return (
    <nav className="date-choice" aria-labelledby="which-date">
      <p className="field-label" id="which-date">
        {t("event.whichDate")}
      </p>
      <ul className="slots">
        {choices.map((session) => (
          <li key={session.id}>
            <Slot
              page={page}
              surface={surface}
              session={session}
              id={session.id === page.session.id ? CHOSEN_DATE_ID : undefined}
              time={lineStart(shortTime(session.startsAt, moment), moment)}
            />
          </li>
        ))}
      </ul>
      {upcoming > choices.length ? (
        <p>
          <TextLink href={listAddress(page, surface)}>{t("event.allDates", { count: upcoming })}</TextLink>
        </p>
      ) : null}
    </nav>
  );
}

/** A few other dates that can be booked, if the one on the ticket cannot. */
export function SessionLinks({ page, surface }: Props) {
  const { t, locale } = useWords();
  const { event, others } = page;
  return (
    <div className="ticket-fine other-dates">
      <p>{t("event.otherDates")}</p>
      <ul>
        {others.map((session) => (
          <li key={session.id}>
            <TextLink href={dateAddress({ page, surface, session })} alone>
              {sessionWords(event, session, locale)}
            </TextLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Formats a session, such as "Sat 14 Mar, 10:00–13:00". */
export function sessionWords(event: Event, session: Session, locale: string): string {
  const moment = { locale, timeZone: event.timeZone };
  return lineStart(shortSpan(session, moment), moment);
}

/** Formats the start of the page's session, such as "Sat 14 Mar, 10:00". */
export function dateWords(
  { event, session }: Pick<EventPageData, "event" | "session">,
  locale: string,
): string {
  return shortTime(session.startsAt, { locale, timeZone: event.timeZone });
}

function groupByDay(sessions: SessionWithSeats[], dayOf: (session: SessionWithSeats) => string) {
  const days = new Map<string, SessionWithSeats[]>();
  for (const session of sessions) {
    const day = dayOf(session);
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  return days;
}
