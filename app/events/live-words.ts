import type { Translate } from "#app/i18n/translate.ts";
import type { Event } from "./event.ts";
import { allHeldWords, leftWords } from "./seat-panel.ts";

/** A message in its two plural forms; `{n}` stands for the number. */
export interface Forms {
  one: string;
  other: string;
}

/** What `<live-seats>` says, in the page's language and the event's word for a seat. */
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

/** The forms of a message by its own rules: the number that it was made with gives its place to `{n}`. */
export function formsOf(say: (count: number) => string): Forms {
  return { one: say(1).replaceAll("1", "{n}"), other: say(2).replaceAll("2", "{n}") };
}

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
