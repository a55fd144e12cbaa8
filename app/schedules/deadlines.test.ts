import { expect, test } from "vitest";
import { bookingDeadline, changeDeadline, type TimeUnit } from "./deadlines.ts";

// The clocks of Berlin go forward on 29 March 2026 at 02:00, and back on 25 October at 03:00.
test.each<[string, number, TimeUnit, string]>([
  ["2026-03-29T16:00:00Z", 1_440, "days", "2026-03-28T17:00:00.000Z"],
  ["2026-03-29T16:00:00Z", 1_440, "hours", "2026-03-28T16:00:00.000Z"],
  ["2026-03-29T16:00:00Z", 1_440, "minutes", "2026-03-28T16:00:00.000Z"],
  ["2026-10-26T09:00:00Z", 7 * 1_440, "days", "2026-10-19T08:00:00.000Z"],
  ["2026-10-26T09:00:00Z", 0, "days", "2026-10-26T09:00:00.000Z"],
])("for a start at %s, %d minutes set in %s end at %s", (start, minutes, unit, deadline) => {
  const startsAt = new Date(start);
  const timeZone = "Europe/Berlin";
  const closing = { timeZone, closesMinutesBefore: minutes, closesUnit: unit };
  expect(bookingDeadline(closing, { startsAt }).toISOString()).toBe(deadline);
  const change = { timeZone, cancelMinutesBefore: minutes, cancelUnit: unit };
  expect(changeDeadline(change, { startsAt }).toISOString()).toBe(deadline);
});

test("an invalid start has no deadline, and ends nothing", () => {
  const rule = { timeZone: "Europe/Berlin", closesMinutesBefore: 1_440, closesUnit: "days" } as const;
  expect(bookingDeadline(rule, { startsAt: new Date(Number.NaN) }).getTime()).toBeNaN();
});
