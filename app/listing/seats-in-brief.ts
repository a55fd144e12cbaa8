import type { Event, SessionWithSeats } from "#app/events/event.ts";
import { isByNumbers, panelWords, type SeatPanel, seatPanel } from "#app/events/seat-panel.ts";
import type { Translate } from "#app/i18n/translate.ts";
import { longTime } from "#app/platform/dates.ts";

export interface SeatsInBrief {
  words: string;
  /** Whether the session can be booked now. */
  bookable: boolean;
  /** Whether the seats may be drawn: where they can be booked or are all taken, and the organiser shows numbers. */
  drawn: boolean;
}

interface Reader {
  t: Translate;
  locale: string;
  now: Date;
}

/** What a list says of a session's seats: what its page's panel says, in fewer words where that has a date in it. */
export function seatsInBrief(event: Event, session: SessionWithSeats, reader: Reader): SeatsInBrief {
  // Maintenance is over in minutes, and a list is read to choose from.
  const panel = seatPanel(event, session, undefined, reader.now);
  return {
    words: briefWords(event, session, panel, reader),
    bookable: panel.state === "open",
    drawn: isByNumbers(panel.state) && event.numbersShown !== "never",
  };
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
      return t(session.startsAt <= now ? "organiser.state.begun" : "organiser.state.closed");
    case "not-open": {
      const moment = { locale, timeZone: event.timeZone };
      const opening = event.opensAt ?? now;
      return t("organiser.state.opens", { date: longTime(opening, moment, now) });
    }
    default:
      return panelWords(t, { event, session, panel, now, locale }).headline;
  }
}
