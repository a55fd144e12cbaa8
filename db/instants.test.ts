import { expect, test } from "vitest";
import { EARLIEST_INSTANT_MS, LATEST_INSTANT_MS } from "./instants.ts";
import { readableInstant } from "./internal/instant-text.ts";

const read = (text: string) => new Date(readableInstant(text)).toISOString();

test("the bounds are the first and the last millisecond of the years 1900 to 2200", () => {
  expect(new Date(EARLIEST_INSTANT_MS).toISOString()).toBe("1900-01-01T00:00:00.000Z");
  expect(new Date(LATEST_INSTANT_MS).toISOString()).toBe("2200-12-31T23:59:59.999Z");
});

test.each([
  ["2026-03-14 10:00:00+00", "2026-03-14T10:00:00.000Z"],
  ["2026-03-14 10:00:00.123456+05:30", "2026-03-14T04:30:00.123Z"],
  ["1900-01-01 00:19:32+00:19:32", "1900-01-01T00:00:00.000Z"],
  ["1910-07-01 12:00:00.5-00:17:30", "1910-07-01T12:17:30.500Z"],
  ["0027-05-01 18:00:00+00", "0027-05-01T18:00:00.000Z"],
  ["0100-05-01 18:00:00.25-08", "0100-05-02T02:00:00.250Z"],
  ["0044-03-15 00:00:00+00 BC", "0001-01-02T00:00:00.000Z"],
  ["33658-09-27 01:46:39+00", "9999-12-30T00:00:00.000Z"],
  ["infinity", "9999-12-30T00:00:00.000Z"],
  ["-infinity", "0001-01-02T00:00:00.000Z"],
  ["something else", "0001-01-02T00:00:00.000Z"],
])("%s becomes %s", (text, instant) => {
  expect(read(text)).toBe(instant);
});
