import type { Event, SessionWithSeats } from "#app/events/event.ts";
import { allHeldWords, isByNumbers, panelWords, type SeatPanel, seatPanel } from "#app/events/seat-panel.ts";
import type { Translate } from "#app/i18n/translate.ts";
import { clockTime, longTime, shortTime } from "#app/platform/dates.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";
import type { ListedEvent } from "./list-events.server.ts";

export interface SeatsInBrief {
  words: string;
  /** Whether to draw the seats: they are bookable or full, and the organiser shows numbers. */
  drawn: boolean;
}

interface Reader {
  t: Translate;
  locale: string;
  now: Date;
}

/** Returns the text about a session's seats in a list: that of its page's panel, shortened if it contains a date. */
export function seatsInBrief(event: Event, session: SessionWithSeats, reader: Reader): SeatsInBrief {
  // Lists ignore maintenance mode: it is over in minutes, and lists are for choosing.
  const panel = seatPanel(event, session, undefined, reader.now);
  return {
    words: briefWords(event, session, panel, reader),
    drawn: isByNumbers(panel.state) && event.numbersShown !== "never",
  };
}

/** Returns the text about an event's listed session. It says "full" only if all upcoming sessions of the event are. */
export function eventInBrief(event: ListedEvent, reader: Reader): SeatsInBrief {
  const brief = seatsInBrief(event, event.session, reader);
  const isFull = seatPanel(event, event.session, undefined, reader.now).state === "full";
  return isFull && !event.soldOut ? { ...brief, words: reader.t("organiser.state.dateFull") } : brief;
}

/** Returns notes about an event's other sessions: their number, and whether the next one is full. */
export function otherDatesInBrief(event: ListedEvent, reader: Reader): string[] {
  const { others } = event;
  const more = others > 0 ? [reader.t("organiser.moreDates", { count: others })] : [];
  return [...more, ...nextInBrief(event, reader)];
}

function nextInBrief(event: ListedEvent, { t, locale, now }: Reader): string[] {
  const { session, next } = event;
  if (!next) return [];
  const moment = { locale, timeZone: event.timeZone };
  const dayOf = ({ startsAt }: { startsAt: Date }) => localTimeOf(startsAt, event.timeZone).slice(0, 10);
  const time =
    dayOf(next) === dayOf(session) ? clockTime(next.startsAt, moment) : shortTime(next.startsAt, moment);
  const { state } = seatPanel(event, next, undefined, now);
  if (state === "full") return [t("organiser.next.full", { time })];
  if (state !== "all-held") return [];
  return [t("organiser.next.state", { time, state: allHeldWords(t, event, next.seats.held) })];
}

function briefWords(
  event: Event,
  session: SessionWithSeats,
  panel: SeatPanel,
  { t, locale, now }: Reader,
): string {
  switch (panel.state) {
    case "ended":
      return t("organiser.state.over");
    case "closed":
      return t(session.startsAt <= now ? "event.now" : "organiser.state.closed");
    case "not-open": {
      const moment = { locale, timeZone: event.timeZone };
      const opening = event.opensAt ?? now;
      return t("organiser.state.opens", { date: longTime(opening, moment, now) });
    }
    default:
      return panelWords(t, { event, session, panel, now, locale }).headline;
  }
}
