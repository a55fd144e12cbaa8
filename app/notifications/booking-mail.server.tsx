import { render } from "@react-email/render";
import type { BookingDetails } from "#app/events/booking-details.server.ts";
import { clockTime, longDate, shortDate, timeSpan, zoneName } from "#app/platform/dates.ts";
import * as paths from "#app/platform/paths.ts";
import { spellReference } from "#app/ui/reference.tsx";
import { type Letter, plainText } from "./letter.ts";
import { TicketMail } from "./ticket-mail.tsx";

export type MailKind = "confirmed" | "cancelled";

export function isMailKind(kind: string): kind is MailKind {
  return kind === "confirmed" || kind === "cancelled";
}

export interface MailParts {
  booking: BookingDetails;
  origin: string;
  /** Opens the booking. */
  token: string;
  now: Date;
}

export interface MailWords {
  subject: string;
  text: string;
  html: string;
}

/** What is written to the person who booked, as text and as the ticket. */
export async function bookingMail(kind: MailKind, parts: MailParts): Promise<MailWords> {
  const { booking, origin, token, now } = parts;
  const { event, session } = booking;
  const moment = { locale: booking.person.locale, timeZone: event.timeZone };
  const start = `${shortDate(session.startsAt, moment)} ${clockTime(session.startsAt, moment)}`;
  const { subject, ...words } = WORDS[kind];
  const letter: Letter = {
    ...words,
    stock: event.stock,
    title: event.title,
    organization: booking.organization.name,
    when: `${longDate(session.startsAt, moment, now)}, ${timeSpan(session.startsAt, session.endsAt, moment)}`,
    zone: zoneName(session.startsAt, moment),
    where: event.place,
    seats: booking.seats === 1 ? "1 seat" : `${booking.seats} seats`,
    name: booking.person.name,
    reference: spellReference(booking.reference),
    link:
      kind === "confirmed"
        ? paths.absolute(origin, paths.managePage(booking.reference, token))
        : paths.absolute(origin, paths.eventPage(event.slug)),
  };
  return {
    subject: `${subject}: ${event.title}, ${start}`,
    text: plainText(letter),
    html: await render(<TicketMail {...letter} />),
  };
}

const WORDS = {
  confirmed: {
    subject: "Booked",
    headline: "You're booked",
    line: "Show this mail or say your reference when you arrive.",
    linkText: "See or cancel your booking",
    closing: "Can't come? Cancel with the link above, so that someone else can have the seat.",
  },
  cancelled: {
    subject: "Cancelled",
    headline: "Your booking is cancelled",
    line: "The seats are free again. There is nothing left for you to do.",
    linkText: "See the event",
    closing: "Changed your mind? You can book again as long as there are seats.",
  },
} satisfies Record<MailKind, Record<string, string>>;
