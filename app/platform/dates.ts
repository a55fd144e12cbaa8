import { formattingLocale } from "./locales.ts";

/** Dates and times as people read them; by Intl only, in the language of the page and the zone of the event. */

export interface Moment {
  /** The language of the page or the mail. */
  locale: string;
  timeZone: string;
}

/**
 * What stands for a date and for a time that cannot be written. Formatting never throws: one bad value must not end the
 * page, feed or mail that shows it beside others.
 */
const NO_DATE: Record<string, string> = {
  de: "ungültiges Datum",
  fr: "date non valide",
  es: "fecha no válida",
};
const NO_TIME = "--:--";
const NO_PART = "–";

function isValid(at: Date): boolean {
  return !Number.isNaN(at.getTime());
}

/** Writes a date or a time, and `otherwise`, or that there is no date, for an invalid Date. */
function written(at: Date, moment: Moment, options: Intl.DateTimeFormatOptions, otherwise?: string): string {
  if (isValid(at)) return format(moment, options).format(at);
  return otherwise ?? NO_DATE[moment.locale] ?? "invalid date";
}

/** Returns one part of a written date or time; undefined for an invalid Date. */
function partOf(
  at: Date,
  moment: Moment,
  options: Intl.DateTimeFormatOptions,
  type: string,
): string | undefined {
  if (!isValid(at)) return undefined;
  return format(moment, options)
    .formatToParts(at)
    .find((part) => part.type === type)?.value;
}

/** Making a formatter costs far more than using it, and a page uses the same few again and again. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 500;

function format({ locale, timeZone }: Moment, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    if (formats.size >= MOST_FORMATS) formats.clear();
    made = new Intl.DateTimeFormat(formattingLocale(locale), { timeZone, ...options });
    formats.set(key, made);
  }
  return made;
}

/** "Saturday 14 March" and, in another year than the present one, with the year. */
export function longDate(at: Date, moment: Moment, now: Date): string {
  const year = yearOf(at, moment) === yearOf(now, moment) ? undefined : "numeric";
  const words = written(at, moment, { weekday: "long", day: "numeric", month: "long", year });
  return withoutComma(words, moment);
}

/** "Sat 14 Mar" */
export function shortDate(at: Date, moment: Moment): string {
  return withoutComma(written(at, moment, { weekday: "short", day: "numeric", month: "short" }), moment);
}

/** "Sat 14 Mar, 10:00" */
export function shortTime(at: Date, moment: Moment): string {
  return `${shortDate(at, moment)}, ${clockTime(at, moment)}`;
}

/** "14 March" and, in another year than the present one, with the year. */
export function dayAndMonth(at: Date, moment: Moment, now: Date): string {
  const year = yearOf(at, moment) === yearOf(now, moment) ? undefined : "numeric";
  return written(at, moment, { day: "numeric", month: "long", year });
}

/** "March 2026" */
export function monthAndYear(at: Date, moment: Moment): string {
  return written(at, moment, { month: "long", year: "numeric" });
}

/** "14" */
export function dayOfMonth(at: Date, moment: Moment): string {
  return partOf(at, moment, { day: "numeric" }, "day") ?? NO_PART;
}

/** "Mon", the short name of a weekday. */
export function weekdayName(at: Date, moment: Moment): string {
  return written(at, moment, { weekday: "short" }, NO_PART);
}

/** The first day of the week: 1 is Monday, 7 Sunday. */
export function firstWeekday(locale: string): number {
  const known = new Intl.Locale(formattingLocale(locale)) as Intl.Locale & WeekKnowledge;
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}

/** Engines give it by a method or, older ones, by a property. */
interface WeekKnowledge {
  weekInfo?: { firstDay: number };
  getWeekInfo?(): { firstDay: number };
}

/** "10:00" */
export function clockTime(at: Date, moment: Moment): string {
  return written(at, moment, { hour: "2-digit", minute: "2-digit" }, NO_TIME);
}

/** "Saturday 14 March, 10:00", the year as `longDate` has it. */
export function longTime(at: Date, moment: Moment, now: Date): string {
  return `${longDate(at, moment, now)}, ${clockTime(at, moment)}`;
}

/** "14 Mar 2026" */
export function fullDate(at: Date, moment: Moment): string {
  return written(at, moment, { day: "numeric", month: "short", year: "numeric" });
}

/** "14 Mar 2026, 10:00" */
export function fullTime(at: Date, moment: Moment): string {
  return `${fullDate(at, moment)}, ${clockTime(at, moment)}`;
}

/** "14 Mar 2026, 10:00:07": to the second, for what is compared with a log. */
export function exactTime(at: Date, moment: Moment): string {
  const seconds = isValid(at) ? String(at.getUTCSeconds()).padStart(2, "0") : "--";
  return `${fullTime(at, moment)}:${seconds}`;
}

/**
 * "10:00–13:00", "22:00–01:00 (+1 day)" for a night, "19:00–00:00" where it ends with the day, and
 * "18:00 – Sun 16 Mar, 12:00" where it ends on a later day.
 */
export function timeSpan(from: Date, to: Date, moment: Moment): string {
  if (lastDay(from, to, moment) === dayNumber(from, moment) || !isValid(from) || !isValid(to)) {
    return `${clockTime(from, moment)}–${clockTime(to, moment)}`;
  }
  if (isNight(from, to, moment)) {
    return `${clockTime(from, moment)}–${clockTime(to, moment)}\u00a0(${dayLater(moment)})`;
  }
  return `${clockTime(from, moment)} – ${shortDate(to, moment)}, ${clockTime(to, moment)}`;
}

/** "Saturday 14 March, 10:00–13:00", and "Friday 14 March, 18:00 – Sunday 16 March, 12:00". */
export function longSpan(span: { startsAt: Date; endsAt: Date }, moment: Moment, now: Date): string {
  const { startsAt, endsAt } = span;
  const isShort = lastDay(startsAt, endsAt, moment) === dayNumber(startsAt, moment);
  if (isShort || isNight(startsAt, endsAt, moment) || !isValid(startsAt) || !isValid(endsAt)) {
    return `${longDate(startsAt, moment, now)}, ${timeSpan(startsAt, endsAt, moment)}`;
  }
  return `${longTime(startsAt, moment, now)} – ${longTime(endsAt, moment, now)}`;
}

/** Returns the number of the last day of a span; an end at 00:00 belongs to the evening before. */
function lastDay(from: Date, to: Date, moment: Moment): number {
  return Math.max(dayNumber(from, moment), dayNumber(new Date(to.getTime() - 1), moment));
}

const LONGEST_NIGHT_MS = 12 * 60 * 60 * 1_000;

/** Returns whether a span reaches into the morning after, as a party does, and no further. */
function isNight(from: Date, to: Date, moment: Moment): boolean {
  const days = dayNumber(to, moment) - dayNumber(from, moment);
  return days === 1 && to.getTime() - from.getTime() <= LONGEST_NIGHT_MS;
}

/** "GMT (London)": the zone's short name at that time, and its city. */
export function zoneName(at: Date, moment: Moment): string {
  const name = partOf(at, moment, { timeZoneName: "short" }, "timeZoneName") ?? moment.timeZone;
  const city = moment.timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? "";
  return city && city !== name ? `${name} (${city})` : name;
}

/** "+1 day", "+1 Tag": a line break may not part it. */
function dayLater({ locale }: Moment): string {
  const unit = { style: "unit", unit: "day", unitDisplay: "long", signDisplay: "always" } as const;
  return new Intl.NumberFormat(formattingLocale(locale), unit).format(1).replaceAll(" ", "\u00a0");
}

/** English writes no comma after the weekday here; other languages do. */
function withoutComma(words: string, { locale }: Moment): string {
  return formattingLocale(locale) === "en-GB" ? words.replace(",", "") : words;
}

function yearOf(at: Date, moment: Moment): string {
  return written(at, moment, { year: "numeric" }, NO_PART);
}

function dayNumber(at: Date, moment: Moment): number {
  const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  // NaN for an invalid Date and for years of fewer digits: then no later day is claimed.
  return Date.parse(written(at, { ...moment, locale: "en-CA" }, options)) / 86_400_000;
}
