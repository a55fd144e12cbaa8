/** Dates and times as people read them; by Intl only, in the zone of the event. */

export interface Moment {
  locale: string;
  timeZone: string;
}

/** British English where nothing closer is known: day before month, 24 hours. */
function localeOf({ locale }: Moment): string {
  return locale === "en" ? "en-GB" : locale;
}

function format(moment: Moment, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(localeOf(moment), { timeZone: moment.timeZone, ...options });
}

/** "Saturday 14 March" and, in another year than the present one, with the year. */
export function longDate(at: Date, moment: Moment, now: Date): string {
  const year = yearOf(at, moment) === yearOf(now, moment) ? undefined : "numeric";
  const words = format(moment, { weekday: "long", day: "numeric", month: "long", year }).format(at);
  return words.replace(",", "");
}

/** "Sat 14 Mar" */
export function shortDate(at: Date, moment: Moment): string {
  return format(moment, { weekday: "short", day: "numeric", month: "short" }).format(at).replace(",", "");
}

/** "10:00" */
export function clockTime(at: Date, moment: Moment): string {
  return format(moment, { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** "14 Mar 2026" */
export function fullDate(at: Date, moment: Moment): string {
  return format(moment, { day: "numeric", month: "short", year: "numeric" }).format(at);
}

/** "14 Mar 2026, 10:00" */
export function fullTime(at: Date, moment: Moment): string {
  return `${fullDate(at, moment)}, ${clockTime(at, moment)}`;
}

/** "14 Mar 2026, 10:00:07": to the second, for what is compared with a log. */
export function exactTime(at: Date, moment: Moment): string {
  return `${fullTime(at, moment)}:${String(at.getUTCSeconds()).padStart(2, "0")}`;
}

/** "10:00–13:00", and "22:00–01:00 (+1 day)" where it ends on a later day. */
export function timeSpan(from: Date, to: Date, moment: Moment): string {
  const days = dayNumber(to, moment) - dayNumber(from, moment);
  const later = days > 0 ? `\u00a0(+${days}\u00a0day${days > 1 ? "s" : ""})` : "";
  return `${clockTime(from, moment)}–${clockTime(to, moment)}${later}`;
}

/** "GMT (London)": the zone's short name at that time, and its city. */
export function zoneName(at: Date, moment: Moment): string {
  const parts = format(moment, { timeZoneName: "short" }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? moment.timeZone;
  const city = moment.timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? "";
  return city && city !== name ? `${name} (${city})` : name;
}

function yearOf(at: Date, moment: Moment): string {
  return format(moment, { year: "numeric" }).format(at);
}

function dayNumber(at: Date, moment: Moment): number {
  const parts = format({ ...moment, locale: "en-CA" }, { year: "numeric", month: "2-digit", day: "2-digit" });
  return Date.parse(parts.format(at)) / 86_400_000;
}
