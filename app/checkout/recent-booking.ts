import type { Event, Session } from "#app/events/event.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import type { Translate } from "#app/i18n/translate.ts";

/** What a browser has just booked of an event, as the page of another booking shows it. */
export interface RecentBooking {
  /** What names it in the form that was shown with it. */
  reference: string;
  seats: number;
  /** How many whole minutes ago it was booked. */
  minutes: number;
  session: Session;
  /** Where the booking is seen. */
  link: string;
}

/** The field by which a form says with which recent booking its page was shown: it is not asked about again. */
export const RECENT_FIELD = "recent";

/** "You booked 2 seats here 1 minute ago." */
export function recentWords(
  t: Translate,
  event: Pick<Event, "seatNoun">,
  { seats, minutes }: Pick<RecentBooking, "seats" | "minutes">,
): string {
  const booked = seatWords(t, event, seats);
  if (minutes < 1) return t("booking.recent.now", { seats: booked });
  return t("booking.recent", { count: minutes, seats: booked });
}
