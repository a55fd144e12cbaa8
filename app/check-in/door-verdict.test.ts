import { expect, test } from "vitest";
import { dayVerdict } from "./door-verdict.ts";

const at = (time: string) => new Date(`${time}:00Z`);
const session = (startsAt: string, endsAt: string) => ({
  label: "",
  startsAt: at(startsAt),
  endsAt: at(endsAt),
});

const NIGHT = session("2026-03-14T22:00", "2026-03-15T04:00");
const EARLY = session("2026-03-14T07:00", "2026-03-14T08:00");
const WEEK_AFTER = session("2026-03-21T07:00", "2026-03-21T08:00");

const kindAt = (time: string, sessions: (typeof NIGHT)[], zone = "UTC") => {
  const verdict = dayVerdict(sessions, zone, at(time));
  return "session" in verdict ? [verdict.kind, verdict.session] : [verdict.kind];
};

test("a ticket is valid from the morning of its day in the event's zone until its session ends, over midnight too", () => {
  expect(kindAt("2026-03-13T23:59", [NIGHT])).toEqual(["otherDay", NIGHT]);
  expect(kindAt("2026-03-14T00:01", [NIGHT])).toEqual(["valid", NIGHT]);
  expect(kindAt("2026-03-15T03:59", [NIGHT])).toEqual(["valid", NIGHT]);
  expect(kindAt("2026-03-15T04:00", [NIGHT])).toEqual(["ended", NIGHT]);
  // In Auckland the 15th begins at 11:00 UTC, and the session at 11:00 local time on the 15th.
  expect(kindAt("2026-03-14T10:59", [NIGHT], "Pacific/Auckland")).toEqual(["otherDay", NIGHT]);
  expect(kindAt("2026-03-14T11:01", [NIGHT], "Pacific/Auckland")).toEqual(["valid", NIGHT]);
});

test("a ticket for a session soon after midnight is valid on the evening before", () => {
  const late = session("2026-03-15T00:30", "2026-03-15T02:00");
  expect(kindAt("2026-03-14T18:00", [late])).toEqual(["otherDay", late]);
  expect(kindAt("2026-03-14T18:30", [late])).toEqual(["valid", late]);
});

test("a ticket for several sessions is judged by the next one that has not ended", () => {
  const both = [EARLY, WEEK_AFTER];
  expect(kindAt("2026-03-14T07:30", both)).toEqual(["valid", EARLY]);
  expect(kindAt("2026-03-14T08:00", both)).toEqual(["otherDay", WEEK_AFTER]);
  expect(kindAt("2026-03-21T00:00", both)).toEqual(["valid", WEEK_AFTER]);
  expect(kindAt("2026-03-21T08:00", both)).toEqual(["ended", WEEK_AFTER]);
  expect(kindAt("2026-03-14T07:30", [])).toEqual(["dateCancelled"]);
});
