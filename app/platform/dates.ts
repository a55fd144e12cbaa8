import { changeOfClocks, NO_DATE } from "./date-words.ts";
import { formattingLocale } from "./locales.ts";

/** Dates and times for people, formatted by Intl only, in the language of the page and the zone of the event. */

export interface Moment {
  /** Language of the page or mail, with the region whose date and time formats apply. */
  locale: string;
  timeZone: string;
}

/**
 * Text for an invalid time. Formatting never throws: one bad value must not break the page, feed or mail that shows it among
 * others.
 */
const NO_TIME = "--:--";
const NO_PART = "–";

function isValid(at: Date): boolean {
  return !Number.isNaN(at.getTime());
}

/** Formats a date or time; for an invalid Date returns `fallback`, or the words for an invalid date. */
function written(at: Date, moment: Moment, options: Intl.DateTimeFormatOptions, fallback?: string): string {
  if (!isValid(at)) return fallback ?? NO_DATE[moment.locale] ?? "invalid date";
  // French has an ordinal for the first of a month, which Intl does not write.
  if (moment.locale !== "fr" || !options.day || !options.month) return format(moment, options).format(at);
  const parts = format(moment, options).formatToParts(at);
  return parts.map(({ type, value }) => (type === "day" && value === "1" ? "1er" : value)).join("");
}

/** Returns one part of a formatted date or time; undefined for an invalid Date. */
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

/** Cached, since creating a formatter costs far more than using it, and pages reuse the same few. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATS = 500;

function format({ locale, timeZone }: Moment, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    if (formats.size >= MAX_FORMATS) formats.clear();
    made = new Intl.DateTimeFormat(formattingLocale(locale), { timeZone, ...options });
    formats.set(key, made);
  }
  return made;
}

/** Returns "Saturday 14 March", with the year if it is not the current one. */
export function longDate(at: Date, moment: Moment, now: Date): string {
  const year = yearOf(at, moment) === yearOf(now, moment) ? undefined : "numeric";
  const words = written(at, moment, { weekday: "long", day: "numeric", month: "long", year });
  return withoutComma(words, moment);
}

/** Returns "Sat 14 Mar". */
export function shortDate(at: Date, moment: Moment): string {
  return withoutComma(written(at, moment, { weekday: "short", day: "numeric", month: "short" }), moment);
}

/** Returns "Sat 14 Mar, 10:00". */
export function shortTime(at: Date, moment: Moment): string {
  return `${shortDate(at, moment)}, ${clockTime(at, moment)}`;
}

/** Returns "14 March", with the year if it is not the current one. */
export function dayAndMonth(at: Date, moment: Moment, now: Date): string {
  const year = yearOf(at, moment) === yearOf(now, moment) ? undefined : "numeric";
  return written(at, moment, { day: "numeric", month: "long", year });
}

/** Returns "March 2026". */
export function monthAndYear(at: Date, moment: Moment): string {
  return written(at, moment, { month: "long", year: "numeric" });
}

/** Returns the day of the month, such as "14". */
export function dayOfMonth(at: Date, moment: Moment): string {
  return partOf(at, moment, { day: "numeric" }, "day") ?? NO_PART;
}

/** Returns the short name of the weekday, such as "Mon". */
export function weekdayName(at: Date, moment: Moment): string {
  return written(at, moment, { weekday: "short" }, NO_PART);
}

/** Returns the first day of the week: 1 is Monday, 7 Sunday. */
export function firstWeekday(locale: string): number {
  const known = new Intl.Locale(formattingLocale(locale)) as Intl.Locale & WeekKnowledge;
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}

/** Engines provide it as a method or, older ones, as a property. */
interface WeekKnowledge {
  weekInfo?: { firstDay: number };
  getWeekInfo?(): { firstDay: number };
}

/** Returns "10:00", or "10:00 AM" in regions with a 12-hour clock. */
export function clockTime(at: Date, moment: Moment): string {
  return written(at, moment, { timeStyle: "short" }, NO_TIME);
}

/** Returns "10:00–13:00", "10:00 AM–1:00 PM" or "6:30–9:00 PM". */
function clockSpan(from: Date, to: Date, moment: Moment): string {
  const [start, end] = [clockTime(from, moment), clockTime(to, moment)];
  const half = /\s\D+$/.exec(end)?.[0];
  return `${half && start.endsWith(half) ? start.slice(0, -half.length) : start}–${end}`;
}

/** Returns "2026-03-14T10:00", the value of a date-and-time field. Throws a RangeError for an unknown zone. */
export function localMinute(at: Date, timeZone: string): string {
  const options = { dateStyle: "short", timeStyle: "short" } as const;
  return written(at, { locale: "sv", timeZone }, options, "").replace(" ", "T");
}

/** Returns "Saturday 14 March, 10:00", with the year as in `longDate`. */
export function longTime(at: Date, moment: Moment, now: Date): string {
  return `${longDate(at, moment, now)}, ${clockTime(at, moment)}`;
}

/** Returns "14 Mar 2026". */
export function fullDate(at: Date, moment: Moment): string {
  return written(at, moment, { day: "numeric", month: "short", year: "numeric" });
}

/** Returns "14 Mar 2026, 10:00". */
export function fullTime(at: Date, moment: Moment): string {
  return `${fullDate(at, moment)}, ${clockTime(at, moment)}`;
}

/** Returns "14 Mar 2026, 10:00:07", with seconds, for values that are compared with a log. */
export function exactTime(at: Date, moment: Moment): string {
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return `${fullDate(at, moment)}, ${written(at, moment, time, "--:--:--")}`;
}

/** Parts of a formatted time span, each of which may be shown on its own. */
export interface SpanParts {
  /** "10:00–13:00", or only the start if the span ends on another day. */
  hours: string;
  /** The end if it is on another day, to be formatted as a date with a time. */
  until: Date | undefined;
  /** "2½ hours; clocks go back" if the clocks change within the span, which makes its hours misleading. */
  note: string | undefined;
}

const MAX_NOTED_SPAN_MS = 24 * 60 * 60 * 1_000;

/** Returns the parts of a span. One that ends at 00:00 belongs to the evening before: "19:00–00:00". */
export function spanParts(from: Date, to: Date, moment: Moment): SpanParts {
  const isKnown = isValid(from) && isValid(to);
  const staysInDay = !isKnown || lastDay(from, to, moment) === dayNumber(from, moment);
  const changes = isKnown && to.getTime() - from.getTime() <= MAX_NOTED_SPAN_MS;
  return {
    hours: staysInDay ? clockSpan(from, to, moment) : clockTime(from, moment),
    until: staysInDay ? undefined : to,
    note: changes ? changeOfClocks(from, to, moment) : undefined,
  };
}

/** Returns "10:00–13:00", or "22:00 – Fri 1 Jan, 04:00" if it ends on another day. */
export function timeSpan(from: Date, to: Date, moment: Moment): string {
  const { hours, until, note } = spanParts(from, to, moment);
  return withNote(until ? `${hours} – ${shortTime(until, moment)}` : hours, note);
}

/** Returns "Saturday 14 March, 10:00–13:00", or "Friday 14 March, 18:00 – Sunday 16 March, 12:00". */
export function longSpan(span: { startsAt: Date; endsAt: Date }, moment: Moment, now: Date): string {
  const { startsAt, endsAt } = span;
  const { hours, until, note } = spanParts(startsAt, endsAt, moment);
  const start = `${longDate(startsAt, moment, now)}, ${hours}`;
  return withNote(until ? `${start} – ${longTime(until, moment, now)}` : start, note);
}

/** Returns "Sat 14 Mar, 10:00–13:00", or "Thu 31 Dec, 22:00 – Fri 1 Jan, 04:00". */
export function shortSpan({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, moment: Moment): string {
  return `${shortDate(startsAt, moment)}, ${timeSpan(startsAt, endsAt, moment)}`;
}

function withNote(words: string, note: string | undefined): string {
  return note ? `${words} (${note})` : words;
}

/** Returns the day number of the last day of a span; an end at 00:00 belongs to the evening before. */
function lastDay(from: Date, to: Date, moment: Moment): number {
  return Math.max(dayNumber(from, moment), dayNumber(new Date(to.getTime() - 1), moment));
}

/**
 * Capitalises a date for the start of a line or heading: French and Spanish write weekdays and months in lower case within
 * sentences.
 */
export function lineStart(words: string, { locale }: Pick<Moment, "locale">): string {
  const [first = ""] = words;
  return first.toLocaleUpperCase(locale) + words.slice(first.length);
}

/** Removes the comma that Intl writes between weekday and day: English with the day first and Spanish have none. */
function withoutComma(words: string, { locale }: Moment): string {
  return ["en-GB", "en-AU", "es"].includes(formattingLocale(locale)) ? words.replace(",", "") : words;
}

function yearOf(at: Date, moment: Moment): string {
  return written(at, moment, { year: "numeric" }, NO_PART);
}

function dayNumber(at: Date, moment: Moment): number {
  const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  // NaN for an invalid Date and for years of fewer than four digits: then the span does not count as ending on a later day.
  return Date.parse(written(at, { ...moment, locale: "en-CA" }, options)) / 86_400_000;
}
