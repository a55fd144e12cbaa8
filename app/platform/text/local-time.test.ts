import { describe, expect, test } from "vitest";
import { daysBefore, readingOf, readLocalTime } from "./local-time.ts";

describe("local times", () => {
  const zone = "Europe/Berlin";

  test("a time in the skipped hour is reported with both neighbours", () => {
    expect(readLocalTime("2026-03-29T02:30", zone)).toEqual({
      ok: false,
      problem: "skipped",
      before: "2026-03-29T01:30",
      after: "2026-03-29T03:30",
    });
  });

  test("a repeated time needs a choice, and both readings are accepted", () => {
    expect(readLocalTime("2026-10-25T02:30", zone)).toEqual({ ok: false, problem: "repeated" });
    const at = (reading: "earlier" | "later") => {
      const read = readLocalTime("2026-10-25T02:30", zone, reading);
      return read.ok ? read.instant.toISOString() : read.problem;
    };
    expect([at("earlier"), at("later")]).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]);
    expect(readingOf(new Date(at("later")), zone)).toBe("later");
    expect(readingOf(new Date(at("earlier")), zone)).toBe("earlier");
    expect(readingOf(new Date("2026-10-25T03:30Z"), zone)).toBeUndefined();
  });

  test.each(["", "soon", "2026-02-30T10:00", "2026-03-14", "2026-03-14T10:00Z"])(
    "%j is not a time",
    (typed) => {
      expect(readLocalTime(typed, zone)).toEqual({ ok: false, problem: "missing" });
    },
  );

  test.each(["0027-05-01T18:00", "12026-05-01T18:00", "+012026-05-01T18:00"])(
    "the year of %s is far",
    (typed) => {
      expect(readLocalTime(typed, zone)).toEqual({ ok: false, problem: "far" });
    },
  );

  test("the day before has the same time of day, across a clock change", () => {
    const start = new Date("2026-03-29T16:00:00Z");
    expect(daysBefore(start, 1, zone).toISOString()).toBe("2026-03-28T17:00:00.000Z");
  });
});
