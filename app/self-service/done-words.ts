import { seatWords } from "#app/events/seat-panel.ts";
import { type Translate, translator } from "#app/i18n/translate.ts";
import type { Locale } from "#app/platform/locales.ts";
import { sessionWords } from "./booking-facts.tsx";
import type { ManageProps } from "./manage-props.ts";

type Done = Pick<ManageProps, "booking" | "done" | "now"> & { locale: Locale };

/**
 * Returns what was just done to a booking; undefined where nothing was. The page has it as a notice, and begins its title with it,
 * since that is what a screen reader reads out of a page that has just been loaded.
 */
export function doneWords({ booking, done, now, locale }: Done): string | undefined {
  const t: Translate = translator(locale);
  const moment = { locale, timeZone: booking.event.timeZone };
  switch (done) {
    case "people":
    case "resent":
    case "justSent":
      return t(`manage.done.${done}`);
    case "seats":
      return t("manage.done.seats", { seats: seatWords(t, booking.event, booking.seats) });
    case "move":
      return t("manage.done.move", { when: sessionWords(booking.session, moment, now, false) });
    default:
      return undefined;
  }
}
