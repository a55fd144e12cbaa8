import { clockTime, pageLanguage } from "./page-language.ts";

/**
 * <your-time>: fills a reserved line with the visitor's own time when their clock differs from the event's at that
 * instant. Attributes: data-start and data-end (ISO instants, the end optional), data-zone (the event's IANA zone),
 * data-words, in which {time} and {place} stand for them.
 */
export class YourTime extends HTMLElement {
  connectedCallback() {
    const { start, end, zone, words = "" } = this.dataset;
    if (!start || !zone) return;
    const from = new Date(start);
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!own || at(from, own) === at(from, zone)) return;
    const time = [from, ...(end ? [new Date(end)] : [])]
      .map((date) => timeAndDay(date, own, from, zone))
      .join("–");
    const place = (own.split("/").pop() ?? own).replaceAll("_", " ");
    this.textContent = words.replace("{time}", time).replace("{place}", place);
  }
}

/** The time of day in a zone, with "(+1 day)" where the day is not the day on which the event starts. */
function timeAndDay(date: Date, own: string, start: Date, zone: string): string {
  const time = clockTime(date, own);
  const days = Math.round((day(date, own) - day(start, zone)) / 86_400_000);
  const unit = { style: "unit", unit: "day", unitDisplay: "long", signDisplay: "always" } as const;
  return days === 0 ? time : `${time} (${new Intl.NumberFormat(pageLanguage(), unit).format(days)})`;
}

/** "2027-05-01 19:00:00", as it is written in Swedish. */
function at(date: Date, timeZone: string): string {
  return date.toLocaleString("sv", { timeZone });
}

function day(date: Date, zone: string): number {
  return Date.parse(at(date, zone).slice(0, 10));
}
