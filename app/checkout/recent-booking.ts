import type { Event, Session } from "#app/events/event.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import type { Translate } from "#app/i18n/translate.ts";

/** A booking that a browser has just made for an event, as shown on the page of its next booking. */
export interface RecentBooking {
  /** Identifies it in the form that it was shown with. */
  reference: string;
  seats: number;
  /** Full minutes since it was booked. */
  minutes: number;
  session: Session;
  /** Link to the booking. */
  link: string;
}

/** Name of the form field with the recent booking that its page has shown, so that the user confirms it only once. */
export const RECENT_FIELD = "recent";

/** Returns the sentence about a recent booking, such as "You booked 2 seats here 1 minute ago." */
export function recentWords(
  t: Translate,
  event: Pick<Event, "seatNoun">,
  { seats, minutes }: Pick<RecentBooking, "seats" | "minutes">,
): string {
  const booked = seatWords(t, event, seats);
  if (minutes < 1) return t("booking.recent.now", { seats: booked });
  return t("booking.recent", { count: minutes, seats: booked });
}
