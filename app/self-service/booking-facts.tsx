import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { SessionTime, YourTime, ZoneNote } from "#app/events/session-time.tsx";
import { whereWords } from "#app/events/where.ts";
import { useWords } from "#app/i18n/words.tsx";
import { isolated } from "#app/platform/text/direction.ts";
import { languageOfWords } from "#app/platform/text/language.ts";
import { type Fact, Facts } from "#app/ui/facts.tsx";
import { TextLink } from "#app/ui/text-link.tsx";

export type BookedEvent = Pick<BookingDetails, "event" | "sessions" | "session" | "fate" | "joinUrl">;

/** Dates, place, join link and price of a booking, in the page's language and the event's time zone. */
export function BookingFacts({
  event,
  sessions,
  fate,
  joinUrl,
  now,
  more,
}: BookedEvent & { now: Date; more?: Fact[] }) {
  const { t, locale } = useWords();
  const moment = { locale, timeZone: event.timeZone };
  const [first] = sessions;
  const where = whereWords(t, event);
  const alone = sessions.length === 1;
  const items: Fact[] = [
    ...(alone && first?.label ? [{ label: t("event.what"), value: first.label }] : []),
    {
      label: t("frame.when"),
      value: sessions.map((session) => (
        <SessionTime
          key={session.id}
          className="fact-line"
          {...{ session, moment, now }}
          more={!alone && session.label ? ` · ${isolated(session.label)}` : undefined}
        />
      )),
      note: first ? (
        <>
          <ZoneNote event={event} session={first} />
          {event.online ? <YourTime event={event} session={first} /> : null}
        </>
      ) : undefined,
    },
    ...(where ? [{ label: t("frame.where"), value: where }] : []),
    ...(joinUrl ? [{ label: t("booked.joinLink"), value: <JoinLink url={joinUrl} /> }] : []),
    // A cancelled booking costs nothing.
    ...(event.price && fate === "confirmed"
      ? [
          {
            label: t("event.price"),
            value: <span lang={languageOfWords(event.price, event.locale)}>{event.price}</span>,
          },
        ]
      : []),
    ...(more ?? []),
  ];
  return <Facts items={items} />;
}

/** Opens in a new tab, so that the ticket stays open. Shows the address itself, which is also readable in print. */
function JoinLink({ url }: { url: string }) {
  return (
    <TextLink href={url} target="_blank" rel="noopener noreferrer" className="long">
      {url}
    </TextLink>
  );
}
