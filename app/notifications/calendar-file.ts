import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from "ical-generator";
import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { Session } from "#app/events/event.ts";
import { isStorableInstant } from "#app/platform/instants.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { unlinked } from "#app/platform/text/name.ts";
import { inFile } from "#app/platform/text/normalise.ts";
import { timeZoneComponent, zonedTime } from "./time-zone-component.ts";

export interface CalendarParts {
  booking: BookingDetails;
  /** PUBLISH for a downloaded file; REQUEST and CANCEL for one attached to a mail. */
  method: "PUBLISH" | "REQUEST" | "CANCEL";
  /** Increases with each change, so that calendars keep the newer file. */
  sequence: number;
  /** The event's page, used unless the booking has a join link. */
  url: string;
  /** The organizer's email address; REQUEST and CANCEL require one. */
  organizer: string;
  /** Lines such as "2 seats", "Reference: K7F2-QM4X" and, in a mail, the link to the booking. */
  details: string;
  now: Date;
}

/**
 * Returns a booking as an iCalendar file with one entry per session. Times are local to the event's zone, with a
 * VTIMEZONE, since calendars show entries in UTC without a zone. Times in an hour that clocks repeat are in UTC, since the
 * local time would be ambiguous. The UID never changes. Undefined if no session has times with four-digit years, the only
 * ones that calendars can read.
 */
export function calendarFile(parts: CalendarParts): string | undefined {
  const { booking, method, sequence, url, organizer, details, now } = parts;
  const { event, joinUrl, organization, person, sessions } = booking;
  const calendar = ical({ prodId: { company: "Reservo", product: "Bookings", language: "EN" } });
  calendar.method(ICalCalendarMethod[method]);
  const cancelled = method === "CANCEL";
  const readable = sessions.filter(
    ({ startsAt, endsAt }) => isStorableInstant(startsAt) && isStorableInstant(endsAt),
  );
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
      // Accepted without RSVP, so that calendars neither ask the guest nor show them as undecided.
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

/** The times of an entry, as the library writes them. Texts cannot match, since they never start a line. */
const TIMES = /^DTSTART:(\d{8}T\d{6}Z)\r\nDTEND:(\d{8}T\d{6}Z)$/gm;

/**
 * Converts the UTC times of a file to a zone. Done on the text because the library's own local times use the zone of the
 * machine.
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

/** Parses a UTC time such as "20260314T100000Z". */
function instantOf(stamp: string): Date {
  return new Date(stamp.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, "$1-$2-$3T$4:$5:$6Z"));
}

/** Removes characters that are invalid in iCalendar text. Line breaks stay; the library escapes them. */
function plain(text: string): string {
  return inFile(text).replaceAll("\t", " ").trim();
}

/** Returns a text for a parameter value, where nothing can be escaped. */
function quotable(text: string): string {
  return (
    plain(text)
      .replace(/["\n\\]/g, " ")
      .trim() || "-"
  );
}
