import type { Translate } from "#app/i18n/translate.ts";
import type { Event } from "./event.ts";
import { allHeldWords, leftWords } from "./seat-panel.ts";

/** A message in its two plural forms, with `{n}` as the placeholder of the number. */
export interface Forms {
  one: string;
  other: string;
}

/** The texts of `<live-seats>`, in the page's language and with the event's word for a seat. */
export interface LiveWords {
  left: Forms;
  held: Forms;
  booked: Forms;
  beingBooked: Forms;
  only: Forms;
  available: string;
  full: string;
  stale: string;
  lastCount: string;
  refresh: string;
}

/** Returns the plural forms of a message: renders it with 1 and 2, and replaces these numbers with `{n}`. */
export function formsOf(say: (count: number) => string): Forms {
  return { one: say(1).replaceAll("1", "{n}"), other: say(2).replaceAll("2", "{n}") };
}

/** Returns the texts of `<live-seats>` for an event. */
export function liveWords(t: Translate, event: Event): LiveWords {
  return {
    left: formsOf((count) => leftWords(t, event, count)),
    held: formsOf((count) => allHeldWords(t, event, count)),
    booked: formsOf((count) => t("frame.seatsTaken.booked", { count })),
    beingBooked: formsOf((count) => t("frame.seatsTaken.held", { count })),
    only: formsOf((count) => t("booking.onlyLeft", { count })),
    available: leftWords(t, event, null),
    full: t("event.full"),
    stale: t("event.stale"),
    lastCount: t("event.lastCount"),
    refresh: t("event.refresh"),
  };
}
