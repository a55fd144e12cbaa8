import type { Translate } from "#app/i18n/translate.ts";
import type { SeatNoun } from "./event.ts";

/** "2 seats", in the page's language and by the name that the event has for them. */
export function seatCount(t: Translate, noun: SeatNoun, count: number): string {
  return t(`booked.${noun}`, { count });
}
