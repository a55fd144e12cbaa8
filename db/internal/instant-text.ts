/** A year of four digits from 1000 on, and an offset without seconds: `new Date()` parses this directly. */
const USUAL = /^[1-9]\d{3}-\d\d-\d\d [\d:.]+[+-]\d\d(:\d\d)?$/;
const ANY = /^(\d+)-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(\.\d+)?([+-]\d\d)(?::(\d\d))?(?::(\d\d))?( BC)?$/;

/** Years of four digits in every time zone, which every calendar and feed can represent. */
const FIRST_MS = Date.parse("0001-01-02T00:00:00Z");
const LAST_MS = Date.parse("9999-12-30T00:00:00Z");

/**
 * Converts PostgreSQL's text of a timestamp to one that `new Date()` can parse. `new Date()` rejects years below 100, years BC,
 * infinity, and offsets with seconds, which time zones had until the 1930s; an invalid Date in one row would then break every
 * page that lists it. Instants after the year 9999 become its end, and those before the year 1, like any text that cannot be
 * parsed, its beginning.
 */
export function readableInstant(text: string): string {
  if (USUAL.test(text)) return text;
  if (text.endsWith("infinity")) return isoOf(text.startsWith("-") ? FIRST_MS : LAST_MS);
  const match = ANY.exec(text);
  return isoOf(match ? millisecondsOf(match) : FIRST_MS);
}

function millisecondsOf(match: RegExpExecArray): number {
  const part = (index: number) => Number(match[index] ?? 0);
  const year = match[11] ? 1 - part(1) : part(1);
  if (year < 1) return FIRST_MS;
  if (year > 9_999) return LAST_MS;
  const local = new Date(0);
  local.setUTCFullYear(year, part(2) - 1, part(3));
  local.setUTCHours(part(4), part(5), part(6), Math.trunc(part(7) * 1_000));
  const sign = match[8]?.startsWith("-") ? -1 : 1;
  const offsetSeconds = Math.abs(part(8)) * 3_600 + part(9) * 60 + part(10);
  return local.getTime() - sign * offsetSeconds * 1_000;
}

function isoOf(milliseconds: number): string {
  return new Date(Math.min(LAST_MS, Math.max(FIRST_MS, milliseconds))).toISOString();
}
