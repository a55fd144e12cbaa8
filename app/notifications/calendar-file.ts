import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from "ical-generator";
import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { isKeepable } from "#app/platform/instants.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { unlinked } from "#app/platform/text/name.ts";
import { inFile } from "#app/platform/text/normalise.ts";

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
 * A booking as an iCalendar file, one entry a session. Times are UTC, so that no calendar has to know the zone's rules
 * and the hours at which clocks change are told apart. Its UID stays the same whatever becomes of the booking. Undefined
 * where no session has a time that calendars can read, which have years of four digits.
 */
export function calendarFile(parts: CalendarParts): string | undefined {
  const { booking, method, sequence, url, organizer, details, now } = parts;
  const { event, joinUrl, organization, person, sessions } = booking;
  const calendar = ical({ prodId: { company: "Reservo", product: "Bookings", language: "EN" } });
  calendar.method(ICalCalendarMethod[method]);
  const cancelled = method === "CANCEL";
  for (const [index, session] of sessions.entries()) {
    if (!isKeepable(session.startsAt) || !isKeepable(session.endsAt)) continue;
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
  return calendar.length() > 0 ? calendar.toString() : undefined;
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
