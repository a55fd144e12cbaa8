import { seatWords } from "#app/events/seat-panel.ts";
import { type Translate, translator } from "#app/i18n/translate.ts";
import { longSpan } from "#app/platform/dates.ts";
import type { Locale } from "#app/platform/locales.ts";
import type { ManageProps } from "./manage-props.ts";

type Done = Pick<ManageProps, "booking" | "done" | "now"> & { locale: Locale };

/**
 * Returns the text for the change just made to a booking; undefined if there was none. It is the page's notice and the
 * start of its title, which a screen reader reads first on a new page.
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
      return t("manage.done.move", { when: longSpan(booking.session, moment, now) });
    default:
      return undefined;
  }
}
