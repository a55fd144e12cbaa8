import { pageLanguage } from "./page-language.ts";

/**
 * <your-time>: says an event's hours by the visitor's own clock where it differs from the event's at that instant, and is
 * empty otherwise. Attributes: data-start and data-end (ISO instants, the end optional), data-zone (the event's IANA zone),
 * data-words, in which {time} and {place} stand for them.
 */
export class YourTime extends HTMLElement {
  connectedCallback() {
    const { start, end = start, zone, words = "" } = this.dataset;
    if (!start || !end || !zone) return;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const [from, to] = [new Date(start), new Date(end)];
    if (!own || at(from, own) === at(from, zone)) return;
    const day = at(from, zone).slice(0, 10);
    const isSameDay = [from, to].every((date) => at(date, own).startsWith(day));
    const date = isSameDay ? {} : ({ weekday: "short", day: "numeric", month: "long" } as const);
    const options = { ...date, timeZone: own, hour: "numeric", minute: "2-digit" } as const;
    const time = new Intl.DateTimeFormat(pageLanguage(), options).formatRange(from, to);
    const place = (own.split("/").pop() ?? own).replaceAll("_", " ");
    this.textContent = words.replace("{time}", time).replace("{place}", place);
  }
}

/** "2027-05-01 19:00:00", as it is written in Swedish. */
function at(date: Date, timeZone: string): string {
  return date.toLocaleString("sv", { timeZone });
}
