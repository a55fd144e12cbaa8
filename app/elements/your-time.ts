/**
 * <your-time>: fills a reserved line with the visitor's own time when their clock differs from the event's at that
 * instant. Attributes: data-start and data-end (ISO instants, the end optional), data-zone (the event's IANA zone),
 * data-words ("{time} your time in {place}" unless given).
 */
export class YourTime extends HTMLElement {
  connectedCallback() {
    const { start, end, zone, words = "{time} your time in {place}" } = this.dataset;
    if (!start || !zone) return;
    const from = new Date(start);
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!own || clock(from, own) === clock(from, zone)) return;
    const time = [from, ...(end ? [new Date(end)] : [])]
      .map((date) => timeAndDay(date, own, from, zone))
      .join("–");
    const place = (own.split("/").pop() ?? own).replaceAll("_", " ");
    this.textContent = words.replace("{time}", time).replace("{place}", place);
  }
}

/** The time of day in a zone, with "(+1 day)" where the day is not the day on which the event starts. */
function timeAndDay(date: Date, own: string, start: Date, zone: string): string {
  // Pages in plain "en" are written in British English, with a clock of 24 hours.
  const { lang } = document.documentElement;
  const language = lang === "en" ? "en-GB" : lang || undefined;
  const time = date.toLocaleTimeString(language, { timeZone: own, hour: "2-digit", minute: "2-digit" });
  const days = Math.round((Date.parse(day(date, own)) - Date.parse(day(start, zone))) / 86_400_000);
  const unit = { style: "unit", unit: "day", unitDisplay: "long", signDisplay: "always" } as const;
  return days === 0 ? time : `${time} (${new Intl.NumberFormat(language, unit).format(days)})`;
}

function clock(date: Date, zone: string): string {
  return date.toLocaleString("sv", { timeZone: zone });
}

function day(date: Date, zone: string): string {
  return date.toLocaleDateString("sv", { timeZone: zone });
}
