import { clockTime, pageLanguage } from "./page-language.ts";

const DAY = { weekday: "short", day: "numeric", month: "long" } as const;

/**
 * <your-time>: shows an event's hours by the visitor's own clock if it differs from the event's at that instant, and is empty
 * otherwise. Attributes: data-start and data-end (ISO instants, the end optional), data-zone (the event's IANA zone),
 * data-words, in which {time} and {place} are replaced.
 */
export class YourTime extends HTMLElement {
  connectedCallback() {
    const { start, end = start, zone, words = "" } = this.dataset;
    if (!start || !end || !zone) return;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const from = new Date(start);
    if (!own || at(from, own) === at(from, zone)) return;
    let day = at(from, zone).slice(0, 10);
    let time = "";
    for (const date of end === start ? [from] : [from, new Date(end)]) {
      const ownDay = at(date, own).slice(0, 10);
      const dated =
        ownDay === day ? "" : `${date.toLocaleDateString(pageLanguage(), { timeZone: own, ...DAY })}, `;
      const clock = clockTime(date, own);
      // "6:30–9:00 PM": a suffix that both times share is shown once.
      if (!dated) time = time.replace(/\s\D+$/, (half) => (clock.endsWith(half) ? "" : half));
      time += `${time && (dated ? " – " : "–")}${dated}${clock}`;
      day = ownDay;
    }
    const place = own.replace(/.*\//, "").replaceAll("_", " ");
    this.textContent = words.replace("{time}", time).replace("{place}", place);
  }
}

/** Returns "2027-05-01 19:00:00", the Swedish format. */
function at(date: Date, timeZone: string): string {
  return date.toLocaleString("sv", { timeZone });
}
