import type { Translate } from "#app/i18n/translate.ts";
import { clockTime, longDate } from "#app/platform/dates.ts";
import type { Event, Seats, SessionWithSeats } from "./event.ts";

/** Up to this many, or up to a quarter of all, the number is near its end. */
const NEAR_END = 20;

/** Whether the organiser lets the number of free seats be seen as it stands now. */
export function isNumberShown(event: Pick<Event, "numbersShown">, seats: Seats): boolean {
  if (event.numbersShown !== "near-end") return event.numbersShown === "always";
  return seats.remaining <= NEAR_END || seats.remaining <= seats.capacity / 4;
}

export interface SeatsInBrief {
  words: string;
  /** Whether the session can be booked now. */
  bookable: boolean;
  /** Whether the seats may be drawn: where they can be booked or are all taken, and the organiser shows numbers. */
  drawn: boolean;
}

/** What a list says of a session's seats, in a few words. */
export function seatsInBrief(
  event: Event,
  session: SessionWithSeats,
  { t, locale, now }: { t: Translate; locale: string; now: Date },
): SeatsInBrief {
  const not = (words: string, drawn = false) => ({ words, bookable: false, drawn });
  const { seats } = session;
  const closesAt = session.startsAt.getTime() - event.closesMinutesBefore * 60_000;
  if (event.state === "cancelled") return not(t("organiser.state.cancelled"));
  if (session.endsAt <= now) return not(t("organiser.state.over"));
  if (session.startsAt <= now) return not(t("organiser.state.begun"));
  if (event.opensAt && event.opensAt > now) {
    const moment = { locale, timeZone: event.timeZone };
    const date = `${longDate(event.opensAt, moment, now)}, ${clockTime(event.opensAt, moment)}`;
    return not(t("organiser.state.opens", { date }));
  }
  if (seats.closed || closesAt <= now.getTime()) return not(t("organiser.state.closed"));
  const drawn = event.numbersShown !== "never";
  if (seats.remaining <= 0) {
    return seats.held > 0
      ? not(t(`organiser.held.${event.seatNoun}`), drawn)
      : not(t("organiser.state.full"), drawn);
  }
  const words = isNumberShown(event, seats)
    ? t(`organiser.left.${event.seatNoun}`, { count: seats.remaining })
    : t(`organiser.available.${event.seatNoun}`);
  return { words, bookable: true, drawn };
}
