import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from "ical-generator";
import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { Session } from "#app/events/event.ts";
import { isKeepable } from "#app/platform/instants.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { unlinked } from "#app/platform/text/name.ts";
import { inFile } from "#app/platform/text/normalise.ts";
import { timeZoneComponent, zonedTime } from "./time-zone-component.ts";

export interface CalendarParts {
  booking: BookingDetails;
  /** PUBLISH is a file to keep, REQUEST and CANCEL come with a mail. */
  method: "PUBLISH" | "REQUEST" | "CANCEL";
  /** Grows with each change, so that a calendar knows the newer of two. */
  sequence: number;
  /** The event's page, for one that is not joined online. */
  url: string;
  /** Whom answers go to; calendars want it with REQUEST and CANCEL. */
  organizer: string;
  /** Lines such as "2 seats", "Reference: K7F2-QM4X" and, in a mail, the link that opens the booking. */
  details: string;
  now: Date;
}

/**
 * Returns a booking as an iCalendar file, one entry a session. Times are those of the event's zone, whose rules come along,
 * since calendars show an entry in UTC as one of no place. An hour that clocks repeat is in UTC, since a local time
 * does not tell which of both is meant. The UID stays the same whatever becomes of the booking. Undefined where no session has a time that
 * calendars can read, which have years of four digits.
 */
export function calendarFile(parts: CalendarParts): string | undefined {
  const { booking, method, sequence, url, organizer, details, now } = parts;
  const { event, joinUrl, organization, person, sessions } = booking;
  const calendar = ical({ prodId: { company: "Reservo", product: "Bookings", language: "EN" } });
  calendar.method(ICalCalendarMethod[method]);
  const cancelled = method === "CANCEL";
  const readable = sessions.filter(({ startsAt, endsAt }) => isKeepable(startsAt) && isKeepable(endsAt));
  for (const session of readable) {
    const index = sessions.indexOf(session);
    const title = session.label ? `${isolated(event.title)}: ${isolated(session.label)}` : event.title;
    const entry = calendar.createEvent({
      id: `${booking.id}${index > 0 ? `-${index + 1}` : ""}@reservo`,
      sequence,
      stamp: now,
      start: session.startsAt,
      end: session.endsAt,
      summary: plain(title),
      description: plain(details),
      location: plain(event.place) || joinUrl || null,
      url: joinUrl || url,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      organizer: { name: quotable(organization.name), email: organizer },
    });
    if (method !== "PUBLISH") {
      // Who has booked comes: no calendar is to ask them, or to show them as undecided.
      entry.createAttendee({
        name: quotable(unlinked(person.name)),
        email: person.email,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.ACCEPTED,
        rsvp: false,
      });
    }
  }
  return readable.length > 0 ? inZone(calendar.toString(), event.timeZone, readable) : undefined;
}

/** The times of an entry, as the library writes them: no text of ours begins a line of the file. */
const TIMES = /^DTSTART:(\d{8}T\d{6}Z)\r\nDTEND:(\d{8}T\d{6}Z)$/gm;

/**
 * Puts the times of a file into a zone. The library reads local times from the clock of the machine, so it is given none.
 */
function inZone(file: string, timeZone: string, sessions: Pick<Session, "startsAt" | "endsAt">[]): string {
  const times = sessions.flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()]);
  const zone = timeZoneComponent(timeZone, new Date(Math.min(...times)), new Date(Math.max(...times)));
  if (!zone) return file;
  const local = (stamp: string) => zonedTime(timeZone, instantOf(stamp));
  const zoned = file.replaceAll(TIMES, (utc, startsAt: string, endsAt: string) => {
    const [start, end] = [local(startsAt), local(endsAt)];
    return start && end ? `DTSTART;TZID=${timeZone}:${start}\r\nDTEND;TZID=${timeZone}:${end}` : utc;
  });
  return zoned.replace("BEGIN:VEVENT", () => [...zone, "BEGIN:VEVENT"].join("\r\n"));
}

/** Returns the instant that "20260314T100000Z" names. */
function instantOf(stamp: string): Date {
  return new Date(stamp.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, "$1-$2-$3T$4:$5:$6Z"));
}

/** Without characters that no iCalendar text may have; line breaks stay, and are escaped. */
function plain(text: string): string {
  return inFile(text).replaceAll("\t", " ").trim();
}

/** As the value of a parameter, which knows no escapes at all. */
function quotable(text: string): string {
  return (
    plain(text)
      .replace(/["\n\\]/g, " ")
      .trim() || "-"
  );
}
