import ICAL from "ical.js";
import { expect, test } from "vitest";
import { timeZoneComponent, zonedTime } from "./time-zone-component.ts";

const HOUR_MS = 60 * 60 * 1000;

/** Returns the instant that a calendar library reads from a local time with our VTIMEZONE. */
function readBack(lines: string[], local: string): Date {
  const component = new ICAL.Component(ICAL.parse(lines.join("\r\n")));
  const zone = new ICAL.Timezone(component);
  const time = ICAL.Time.fromDateTimeString(
    local.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/, "$1-$2-$3T$4:$5:$6"),
  );
  time.zone = zone;
  return time.toJSDate();
}

test("a library reads the correct instant from local time and zone, worldwide, on any day and around clock changes", () => {
  const zones = Intl.supportedValuesOf("timeZone").filter((_, index) => index % 5 === 0);
  let [read, inUtc] = [0, 0];
  for (const [index, timeZone] of zones.entries()) {
    // A different time for each zone, and both sides of the clock changes in Europe and America.
    const days = ["2026-03-29T00:30Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-11-01T06:30Z"].map(
      Date.parse,
    );
    const start = Date.UTC(2026, 0, 1) + index * 150 * HOUR_MS;
    for (const at of [...days, start, start + 4_000 * HOUR_MS].map((time) => new Date(time))) {
      const local = zonedTime(timeZone, at);
      const lines = timeZoneComponent(timeZone, at, new Date(at.getTime() + HOUR_MS));
      if (local === undefined || lines === undefined) {
        inUtc++;
        continue;
      }
      read++;
      expect(readBack(lines, local).toISOString(), `${timeZone} ${local}\n${lines.join("\n")}`).toBe(
        at.toISOString(),
      );
    }
  }
  expect(read).toBeGreaterThan(400);
  expect(inUtc).toBeGreaterThan(0);
});

test("a zone whose clocks change by a rule has two observances with the rule; other zones list the changes", () => {
  const of = (zone: string) =>
    timeZoneComponent(zone, new Date("2026-07-01T18:00Z"), new Date("2026-07-01T20:00Z"))?.join("|");
  expect(of("Europe/Berlin")).toBe(
    "BEGIN:VTIMEZONE|TZID:Europe/Berlin|" +
      "BEGIN:DAYLIGHT|DTSTART:20260329T020000|TZOFFSETFROM:+0100|TZOFFSETTO:+0200|RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU|END:DAYLIGHT|" +
      "BEGIN:STANDARD|DTSTART:20261025T030000|TZOFFSETFROM:+0200|TZOFFSETTO:+0100|RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU|END:STANDARD|" +
      "END:VTIMEZONE",
  );
  expect(of("America/New_York")).toContain("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU");
  // Around Ramadan, which follows another calendar.
  expect(of("Africa/Casablanca")).not.toContain("RRULE");
  expect(of("Asia/Kolkata")).toMatch(
    /^BEGIN:VTIMEZONE\|TZID:Asia\/Kolkata\|BEGIN:STANDARD\|.*TZOFFSETTO:\+0530\|END:STANDARD\|END:VTIMEZONE$/,
  );
  expect(of("UTC")).toBeUndefined();
});

test("all years that events may have are covered", () => {
  for (const year of [1947, 1969, 2100, 2199]) {
    for (const zone of ["Europe/London", "Asia/Tokyo", "America/St_Johns", "Australia/Lord_Howe"]) {
      const at = new Date(Date.UTC(year, 6, 14, 12));
      const lines = timeZoneComponent(zone, at, new Date(at.getTime() + HOUR_MS)) ?? [];
      expect(readBack(lines, zonedTime(zone, at) ?? "").toISOString(), `${zone}\n${lines.join("\n")}`).toBe(
        at.toISOString(),
      );
    }
  }
});

test("an hour that clocks repeat has no local time, nor has a year with an offset that includes seconds", () => {
  expect(zonedTime("Europe/London", new Date("2026-10-24T23:59Z"))).toBe("20261025T005900");
  expect(zonedTime("Europe/London", new Date("2026-10-25T00:30Z"))).toBeUndefined();
  expect(zonedTime("Europe/London", new Date("2026-10-25T01:30Z"))).toBeUndefined();
  expect(zonedTime("Europe/London", new Date("2026-10-25T02:00Z"))).toBe("20261025T020000");
  expect(zonedTime("America/St_Johns", new Date("1900-07-14T12:00Z"))).toBeUndefined();
});
