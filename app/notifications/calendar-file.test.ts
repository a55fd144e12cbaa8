import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { sampleBooking } from "#tests/support/sample-booking.ts";
import { type CalendarParts, calendarFile } from "./calendar-file.ts";

const fileOf = (booking: BookingDetails, more: Partial<CalendarParts> = {}) =>
  calendarFile({
    booking,
    method: "REQUEST",
    sequence: 3,
    organizer: "host@example.org",
    url: "https://book.example.org/e/x",
    details: "2 seats",
    now: new Date("2026-03-01T12:00:00Z"),
    ...more,
  });
const file = (booking: BookingDetails, more?: Partial<CalendarParts>) => fileOf(booking, more) ?? "";

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const entries = calendar.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
  return { calendar, entries };
}

describe("a calendar file", () => {
  test.each([
    ["in the hour that London skips", "2026-03-29T00:30:00Z", "2026-03-29T02:30:00Z", 2],
    ["in the hour that London has twice", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", 1],
    ["in that hour the second time", "2026-10-25T01:15:00Z", "2026-10-25T01:45:00Z", 0.5],
    ["across the change in Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25],
  ])("has the correct instants %s", (_, startsAt, endsAt, hours) => {
    const { entries } = read(file(sampleBooking({ sessions: [{ startsAt, endsAt }] })));
    expect(entries[0]?.startDate.toJSDate().toISOString()).toBe(new Date(startsAt).toISOString());
    expect(entries[0]?.endDate.toJSDate().toISOString()).toBe(new Date(endsAt).toISOString());
    expect(entries[0]?.duration.toSeconds()).toBe(hours * 3600);
  });

  test("keeps its UID while its sequence grows, and a cancellation removes the entry", () => {
    const booking = sampleBooking();
    const [first, later, gone] = [
      read(file(booking)),
      read(file(booking, { sequence: 4 })),
      read(file(booking, { method: "CANCEL", sequence: 5 })),
    ];
    const uids = [first, later, gone].map(({ entries }) => entries[0]?.uid);
    expect(new Set(uids).size).toBe(1);
    expect([first, later, gone].map(({ entries }) => entries[0]?.sequence)).toEqual([3, 4, 5]);
    expect(gone.calendar.getFirstPropertyValue("method")).toBe("CANCEL");
    expect(gone.entries[0]?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(first.entries[0]?.component.getFirstPropertyValue("status")).toBe("CONFIRMED");
  });

  test("has one entry per session, each with its own UID", () => {
    const sessions = ["2026-03-14", "2026-03-21", "2026-03-28"].map((day) => ({
      startsAt: `${day}T10:00:00Z`,
      endsAt: `${day}T13:00:00Z`,
    }));
    const { entries } = read(file(sampleBooking({ sessions })));
    expect(entries.map((each) => each.startDate.toJSDate().toISOString().slice(0, 10))).toEqual([
      "2026-03-14",
      "2026-03-21",
      "2026-03-28",
    ]);
    expect(new Set(entries.map((each) => each.uid)).size).toBe(3);
  });

  test("preserves any text, in lines of at most 75 octets, and no text can inject a line", () => {
    const title = `Größe; a, b\\c\r\nX-EVIL:1 ${"😀".repeat(60)} ${"ä".repeat(80)}\u0007\ufffe`;
    const booking = sampleBooking({
      title,
      place: "Here, there\nEND:VEVENT",
      name: 'Eve "x"\r\nATTENDEE:mailto:e@x.y',
    });
    const text = file(booking);
    for (const line of text.split("\r\n"))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    const { calendar, entries } = read(text);
    expect(calendar.getAllSubcomponents("vevent")).toHaveLength(1);
    expect(entries[0]?.summary).toBe(`Größe; a, b\\c \nX-EVIL:1 ${"😀".repeat(60)} ${"ä".repeat(80)}`);
    expect(entries[0]?.location).toBe("Here, there\nEND:VEVENT");
    expect(entries[0]?.attendees).toHaveLength(1);
    expect(entries[0]?.component.getFirstProperty("x-evil")).toBeNull();
  });

  test("prevents a name that looks like a host from becoming a link", () => {
    const { entries } = read(file(sampleBooking({ name: "Claim at evil.example" })));
    expect(entries[0]?.attendees[0]?.getParameter("cn")).toBe("Claim at evil.\u2060example");
  });

  test("omits sessions whose times no calendar can read, and does not exist without any other", () => {
    const good = { startsAt: "2026-03-14T10:00:00Z", endsAt: "2026-03-14T13:00:00Z" };
    for (const startsAt of ["0027-05-01T18:00:00Z", "+033658-09-27T01:46:39Z", "never"]) {
      const bad = { startsAt, endsAt: startsAt };
      const { entries } = read(file(sampleBooking({ sessions: [bad, good] })));
      expect(entries.map((each) => each.startDate.toString())).toEqual(["2026-03-14T10:00:00"]);
      expect(fileOf(sampleBooking({ sessions: [bad] }))).toBeUndefined();
    }
  });

  test.each(["REQUEST", "CANCEL"] as const)(
    "attached to a mail meets the rules of Outlook, Google and Apple: %s",
    (method) => {
      const details = `2 seats\nManage: https://book.example.org/b/K7F2QM4X/manage?t=${"x".repeat(90)}`;
      const text = file(sampleBooking({ title: "Töpfern 陶芸 😀".repeat(9) }), { method, details });
      // Lines end in CRLF and are folded by octets, never inside a character.
      expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      for (const line of text.split("\r\n")) {
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(line.isWellFormed()).toBe(true);
      }
      const { calendar, entries } = read(text);
      expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
      expect(calendar.getAllProperties("method").map((each) => each.getFirstValue())).toEqual([method]);
      expect(calendar.getFirstPropertyValue("prodid")).toBeTruthy();
      const [entry] = entries;
      const value = (name: string) => `${entry?.component.getFirstPropertyValue(name)}`;
      for (const name of ["uid", "dtstamp", "dtstart", "dtend", "sequence", "organizer", "status"]) {
        expect(entry?.component.getAllProperties(name), name).toHaveLength(1);
      }
      expect(value("dtstamp")).toMatch(/Z$/);
      for (const name of ["dtstart", "dtend"]) {
        expect(entry?.component.getFirstProperty(name)?.getParameter("tzid")).toBe("Europe/London");
        expect(value(name)).not.toMatch(/Z$/);
      }
      const [zone, ...more] = calendar.getAllSubcomponents("vtimezone");
      expect([zone?.getFirstPropertyValue("tzid"), more.length]).toEqual(["Europe/London", 0]);
      expect(value("organizer")).toBe("mailto:host@example.org");
      expect(entry?.description).toBe(details);
      const [attendee, ...others] = entry?.attendees ?? [];
      expect(others).toEqual([]);
      expect(attendee?.getFirstValue()).toMatch(/^mailto:ada@example\.org$/i);
      // With RSVP, a calendar would reply to the organiser and show the guest as undecided.
      expect(["partstat", "role", "rsvp"].map((name) => attendee?.getFirstParameter(name))).toEqual([
        "ACCEPTED",
        "REQ-PARTICIPANT",
        "FALSE",
      ]);
    },
  );

  test("does not contain the guest's address when downloaded", () => {
    expect(file(sampleBooking(), { method: "PUBLISH" })).not.toContain("ada@example.org");
  });
});
