import fc from "fast-check";
import { expect, test } from "vitest";
import {
  clockTime,
  dayAndMonth,
  dayOfMonth,
  exactTime,
  firstWeekday,
  fullDate,
  fullTime,
  lineStart,
  longDate,
  longSpan,
  longTime,
  monthAndYear,
  shortDate,
  shortSpan,
  shortTime,
  timeSpan,
  weekdayName,
} from "./dates.ts";
import { locales } from "./locales.ts";
import { localTimeOf, offsetTimeOf } from "./time-zone.ts";

const start = new Date("2026-03-14T22:00:00Z");
const end = new Date("2026-03-15T01:30:00Z");
const now = new Date("2026-01-01T00:00:00Z");
const nextYear = new Date("2027-01-02T00:00:00Z");
const said = (say: (locale: string) => string) => locales.map((locale) => plain(say(locale)));

/** Replaces no-break spaces by plain ones. */
const plain = (text: string) => text.replaceAll("\u00a0", " ").replaceAll("\u202f", " ");

test("dates follow the conventions of each language", () => {
  const london = (locale: string) => ({ locale, timeZone: "Europe/London" });
  expect(said((locale) => longDate(start, london(locale), now))).toEqual([
    "Saturday 14 March",
    "Samstag, 14. März",
    "samedi 14 mars",
    "sábado 14 de marzo",
  ]);
  expect(said((locale) => longDate(start, london(locale), nextYear))).toEqual([
    "Saturday 14 March 2026",
    "Samstag, 14. März 2026",
    "samedi 14 mars 2026",
    "sábado 14 de marzo de 2026",
  ]);
  expect(said((locale) => shortDate(start, london(locale)))).toEqual([
    "Sat 14 Mar",
    "Sa., 14. März",
    "sam. 14 mars",
    "sáb 14 mar",
  ]);
  expect(said((locale) => dayAndMonth(start, london(locale), now))).toEqual([
    "14 March",
    "14. März",
    "14 mars",
    "14 de marzo",
  ]);
  expect(said((locale) => monthAndYear(start, london(locale)))).toEqual([
    "March 2026",
    "März 2026",
    "mars 2026",
    "marzo de 2026",
  ]);
  expect(said((locale) => clockTime(start, london(locale)))).toEqual(["22:00", "22:00", "22:00", "22:00"]);
});

test("a date is shown with a time or with a time span", () => {
  const berlin = { locale: "de", timeZone: "Europe/Berlin" };
  expect(longTime(start, berlin, now)).toBe("Samstag, 14. März, 23:00");
  expect(longSpan({ startsAt: start, endsAt: end }, berlin, nextYear)).toBe(
    "Samstag, 14. März 2026, 23:00 – Sonntag, 15. März 2026, 02:30",
  );
});

test("a span over midnight is shown with both of its dates, in each language", () => {
  const end = new Date("2026-03-15T01:30:00Z");
  const london = (locale: string) => ({ locale, timeZone: "Europe/London" });
  expect(said((locale) => timeSpan(start, end, london(locale)))).toEqual([
    "22:00 – Sun 15 Mar, 01:30",
    "22:00 – So., 15. März, 01:30",
    "22:00 – dim. 15 mars, 01:30",
    "22:00 – dom 15 mar, 1:30",
  ]);
  expect(shortSpan({ startsAt: start, endsAt: end }, london("en"))).toBe(
    "Sat 14 Mar, 22:00 – Sun 15 Mar, 01:30",
  );
});

test("a region has its own clock and order of dates, in the words of its language", () => {
  const monday = { startsAt: new Date("2026-12-07T18:30:00Z"), endsAt: new Date("2026-12-07T21:00:00Z") };
  const span = (locale: string) => plain(longSpan(monday, { locale, timeZone: "UTC" }, now));
  expect(["en", "en-US", "en-AU"].map(span)).toEqual([
    "Monday 7 December, 18:30–21:00",
    "Monday, December 7, 6:30–9:00 PM",
    "Monday 7 December, 6:30–9:00 pm",
  ]);
  const us = { locale: "en-US", timeZone: "UTC" };
  const noon = new Date("2026-12-07T12:00:00Z");
  expect(plain(timeSpan(new Date("2026-12-07T09:05:00Z"), noon, us))).toBe("9:05 AM–12:00 PM");
  expect(plain(shortTime(monday.startsAt, us))).toBe("Mon, Dec 7, 6:30 PM");
  // Compared with a log.
  expect(plain(exactTime(monday.startsAt, us))).toBe("Dec 7, 2026, 18:30:00");
  expect(firstWeekday("en-US")).toBe(7);
});

test("a span during which the clocks change says how long it is, and no other does", () => {
  const night = (startsAt: string, endsAt: string, timeZone = "Europe/London") => {
    const span = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
    return (locale: string) => longSpan(span, { locale, timeZone }, now);
  };
  expect(said(night("2026-10-25T00:00:00Z", "2026-10-25T02:30:00Z"))).toEqual([
    "Sunday 25 October, 01:00–02:30 (2½ hours; clocks go back)",
    "Sonntag, 25. Oktober, 01:00–02:30 (2½ Stunden; Zeitumstellung)",
    "dimanche 25 octobre, 01:00–02:30 (2 h 30 ; changement d’heure)",
    "domingo 25 de octubre, 1:00–2:30 (2½ horas; cambio de hora)",
  ]);
  const written = (...times: Parameters<typeof night>) => plain(night(...times)("en"));
  expect(written("2026-03-29T00:00:00Z", "2026-03-29T02:20:00Z")).toBe(
    "Sunday 29 March, 00:00–03:20 (2 hours 20 minutes; clocks go forward)",
  );
  expect(written("2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z")).toBe(
    "Saturday 24 October, 23:00 – Sunday 25 October, 03:00 (5 hours; clocks go back)",
  );
  // Lord Howe's clocks change by half an hour.
  expect(written("2026-04-04T14:30:00Z", "2026-04-04T15:30:00Z", "Australia/Lord_Howe")).toBe(
    "Sunday 5 April, 01:30–02:00 (1 hour; clocks go back)",
  );
  expect(written("2026-10-23T22:00:00Z", "2026-10-24T02:00:00Z")).not.toContain("clocks");
  // A span of several days does not count hours.
  expect(written("2026-10-23T22:00:00Z", "2026-10-26T02:00:00Z")).not.toContain("clocks");
});

test("French writes the first of a month as an ordinal, and a line begins with a capital", () => {
  const first = new Date("2026-12-01T10:00:00Z");
  const paris = { locale: "fr", timeZone: "Europe/Paris" };
  expect([longDate(first, paris, now), shortDate(first, paris), dayAndMonth(first, paris, now)]).toEqual([
    "mardi 1er décembre",
    "mar. 1er déc.",
    "1er décembre",
  ]);
  expect(dayOfMonth(first, paris)).toBe("1");
  expect(longDate(new Date("2026-12-11T10:00:00Z"), paris, now)).toBe("vendredi 11 décembre");
  expect(lineStart(longDate(first, paris, now), paris)).toBe("Mardi 1er décembre");
});

test("a span of several days is shown as dates, and an end at midnight belongs to the same evening", () => {
  const london = { locale: "en", timeZone: "Europe/London" };
  const span = (startsAt: string, endsAt: string) => {
    const [from, to] = [new Date(startsAt), new Date(endsAt)];
    return [timeSpan(from, to, london), longSpan({ startsAt: from, endsAt: to }, london, now)];
  };
  expect(span("2026-06-04T09:00:00Z", "2026-06-06T15:00:00Z")).toEqual([
    "10:00 – Sat 6 Jun, 16:00",
    "Thursday 4 June, 10:00 – Saturday 6 June, 16:00",
  ]);
  expect(span("2026-06-04T18:00:00Z", "2026-06-04T23:00:00Z")).toEqual([
    "19:00–00:00",
    "Thursday 4 June, 19:00–00:00",
  ]);
  expect(span("2026-06-04T08:00:00Z", "2026-06-05T08:00:00Z")[0]).toBe("09:00 – Fri 5 Jun, 09:00");
});

const never = new Date(Number.NaN);

test("an invalid date is shown as such, in each language", () => {
  const utc = (locale: string) => ({ locale, timeZone: "UTC" });
  const none = ["invalid date", "ungültiges Datum", "date non valide", "fecha no válida"];
  expect(said((locale) => longDate(never, utc(locale), now))).toEqual(none);
  expect(said((locale) => longTime(never, utc(locale), now))).toEqual(none.map((words) => `${words}, --:--`));
  expect(said((locale) => longSpan({ startsAt: never, endsAt: start }, utc(locale), now))).toEqual(
    none.map((words) => `${words}, --:--–22:00`),
  );
  expect(exactTime(never, utc("en"))).toBe("invalid date, --:--:--");
  expect([localTimeOf(never, "UTC"), offsetTimeOf(never, "UTC")]).toEqual(["", undefined]);
});

test("whatever the instant, zone and language, everything can be formatted", () => {
  const instant = fc.date({ noInvalidDate: false });
  const moment = fc.record({
    locale: fc.constantFrom(...locales, "en-US", "en-AU", "en-XA", "ar-XB"),
    timeZone: fc.constantFrom(
      "UTC",
      "Europe/Amsterdam",
      "Pacific/Kiritimati",
      "Pacific/Niue",
      "Asia/Kathmandu",
    ),
  });
  fc.assert(
    fc.property(instant, instant, moment, (at, other, where) => {
      const texts = [
        ...[longDate, longTime, dayAndMonth].map((write) => write(at, where, other)),
        ...[shortDate, monthAndYear, dayOfMonth, weekdayName, clockTime].map((write) => write(at, where)),
        ...[fullDate, fullTime, exactTime].map((write) => write(at, where)),
        timeSpan(at, other, where),
        longSpan({ startsAt: at, endsAt: other }, where, at),
      ];
      localTimeOf(at, where.timeZone);
      offsetTimeOf(at, where.timeZone);
      return texts.every((text) => text !== "" && !/NaN|Invalid|undefined/.test(text));
    }),
  );
});
