import fc from "fast-check";
import { expect, test } from "vitest";
import {
  clockTime,
  dayAndMonth,
  dayOfMonth,
  exactTime,
  fullDate,
  fullTime,
  longDate,
  longSpan,
  longTime,
  monthAndYear,
  shortDate,
  timeSpan,
  weekdayName,
  zoneName,
} from "./dates.ts";
import { locales } from "./locales.ts";
import { localTimeOf, offsetTimeOf } from "./time-zone.ts";

const start = new Date("2026-03-14T22:00:00Z");
const end = new Date("2026-03-15T01:30:00Z");
const now = new Date("2026-01-01T00:00:00Z");
const nextYear = new Date("2027-01-02T00:00:00Z");
const said = (say: (locale: string) => string) => locales.map((locale) => plain(say(locale)));

/** Blanks as a person reads them. */
const plain = (text: string) => text.replaceAll("\u00a0", " ").replaceAll("\u202f", " ");

test("dates are written as each language writes them", () => {
  const london = (locale: string) => ({ locale, timeZone: "Europe/London" });
  expect(said((locale) => longDate(start, london(locale), now))).toEqual([
    "Saturday 14 March",
    "Samstag, 14. März",
    "samedi 14 mars",
    "sábado, 14 de marzo",
  ]);
  expect(said((locale) => longDate(start, london(locale), nextYear))).toEqual([
    "Saturday 14 March 2026",
    "Samstag, 14. März 2026",
    "samedi 14 mars 2026",
    "sábado, 14 de marzo de 2026",
  ]);
  expect(said((locale) => shortDate(start, london(locale)))).toEqual([
    "Sat 14 Mar",
    "Sa., 14. März",
    "sam. 14 mars",
    "sáb, 14 mar",
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

test("a date goes with a time or with the hours from when to when", () => {
  const berlin = { locale: "de", timeZone: "Europe/Berlin" };
  expect(longTime(start, berlin, now)).toBe("Samstag, 14. März, 23:00");
  expect(longSpan({ startsAt: start, endsAt: end }, berlin, nextYear)).toBe(
    "Samstag, 14. März 2026, 23:00–02:30\u00a0(+1\u00a0Tag)",
  );
});

test("an end in the morning after says so in the language, and never breaks its line", () => {
  const span = (days: number) => (locale: string) =>
    timeSpan(start, new Date(end.getTime() + days * 86_400_000), { locale, timeZone: "Europe/London" });
  expect(said(span(0))).toEqual([
    "22:00–01:30 (+1 day)",
    "22:00–01:30 (+1 Tag)",
    "22:00–01:30 (+1 jour)",
    "22:00–01:30 (+1 día)",
  ]);
  for (const locale of locales) expect(span(0)(locale)).not.toContain(" ");
  expect(said(span(1))).toEqual([
    "22:00 – Mon 16 Mar, 01:30",
    "22:00 – Mo., 16. März, 01:30",
    "22:00 – lun. 16 mars, 01:30",
    "22:00 – lun, 16 mar, 01:30",
  ]);
});

test("what lasts for days reads as dates, and an end at midnight is the same evening", () => {
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

test("a zone has its short name of that day and its city", () => {
  const summer = new Date("2026-07-14T10:00:00Z");
  const zone = (at: Date, locale: string, timeZone: string) => zoneName(at, { locale, timeZone });
  expect(zone(start, "en", "Europe/London")).toBe("GMT (London)");
  expect(zone(summer, "en", "Europe/London")).toBe("BST (London)");
  expect(zone(summer, "de", "Europe/Berlin")).toBe("MESZ (Berlin)");
  expect(zone(start, "es", "America/New_York")).toContain("(New York)");
  expect(zone(start, "en", "UTC")).toBe("UTC");
});

const never = new Date(Number.NaN);

test("a date that is none is written as that, in each language", () => {
  const utc = (locale: string) => ({ locale, timeZone: "UTC" });
  const none = ["invalid date", "ungültiges Datum", "date non valide", "fecha no válida"];
  expect(said((locale) => longDate(never, utc(locale), now))).toEqual(none);
  expect(said((locale) => longTime(never, utc(locale), now))).toEqual(none.map((words) => `${words}, --:--`));
  expect(said((locale) => longSpan({ startsAt: never, endsAt: end }, utc(locale), now))).toEqual(
    none.map((words) => `${words}, --:--–01:30`),
  );
  expect(exactTime(never, utc("en"))).toBe("invalid date, --:--:--");
  expect(zoneName(never, utc("en"))).toBe("UTC");
  expect([localTimeOf(never, "UTC"), offsetTimeOf(never, "UTC")]).toEqual(["", undefined]);
});

test("whatever the instant, zone and language, everything can be written", () => {
  const instant = fc.date({ noInvalidDate: false });
  const moment = fc.record({
    locale: fc.constantFrom(...locales, "en-XA", "ar-XB"),
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
        ...[fullDate, fullTime, exactTime, zoneName].map((write) => write(at, where)),
        timeSpan(at, other, where),
        longSpan({ startsAt: at, endsAt: other }, where, at),
      ];
      localTimeOf(at, where.timeZone);
      offsetTimeOf(at, where.timeZone);
      return texts.every((text) => text !== "" && !/NaN|Invalid|undefined/.test(text));
    }),
  );
});
