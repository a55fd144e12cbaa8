import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { NamedTicket } from "#app/attendees/calendar-details.ts";
import { ticketCode } from "#app/attendees/ticket-code.ts";
import type { Session } from "#app/events/event.ts";
import { seatWords } from "#app/events/seat-panel.ts";
import { whereWords } from "#app/events/where.ts";
import { type Translate, translator } from "#app/i18n/translate.ts";
import { zoneWords } from "#app/i18n/zone-words.ts";
import { renderEmail } from "#app/mail/email-parts.tsx";
import { clockTime, lineStart, longSpan, longTime, type Moment, shortDate } from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { type Locale, localeOr } from "#app/platform/locales.ts";
import type { MailPicture } from "#app/platform/mail.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { unlinked } from "#app/platform/text/name.ts";
import { changeDeadline } from "#app/schedules/deadlines.ts";
import { formatReference } from "#app/ui/reference.tsx";
import { type MailContent, type MailTicketContent, plainText } from "./mail-content.ts";
import type { Formerly } from "./moved-mail.ts";
import { qrPicture } from "./qr-picture.ts";
import { TicketMail } from "./ticket-mail.tsx";

/** The cause of a cancellation. */
export type Cause = "guest" | "organiser" | "event" | "date";

export interface MailParts {
  booking: BookingDetails;
  tickets: NamedTicket[];
  cause: Cause;
  /** The former state, for mails about a change or move. */
  formerly?: Formerly;
  /** The dates that the organiser cancelled, for mails about a booking that keeps other dates. */
  dropped?: Session[];
  origin: string;
  /** The token of the link to the booking. */
  token: string;
  now: Date;
}

export interface MailWords {
  subject: string;
  text: string;
  html: string;
}

/** Returns the mail to the person who booked, as text and HTML. */
export async function bookingMail(
  kind: "confirmed" | "changed" | "cancelled" | "moved",
  parts: MailParts,
): Promise<MailWords> {
  const { booking, origin, token } = parts;
  const { t, moment, locale } = languageOf(booking);
  const { event, session, organization } = booking;
  const start = `${shortDate(session.startsAt, moment)} ${clockTime(session.startsAt, moment)}`;
  const subject = t(`letters.${kind}.subject`, { title: event.title, start });
  const cancelled = kind === "cancelled";
  const reason = reasonOf(kind, parts);
  const message = cancelled ? "" : event.message;
  const note = reason
    ? { label: t("letters.eventCancelled.reason"), text: reason }
    : message
      ? { label: t("letters.messageFrom", { organisation: organization.name }), text: message }
      : undefined;
  return finished(subject, {
    locale,
    note,
    ...headOf(kind, parts, t, moment),
    // The preview of a cancellation is rendered from a booking that is still active and may have a join link.
    tickets: [ticketOf(cancelled ? { ...parts, booking: { ...booking, joinUrl: "" } } : parts)],
    action: cancelled
      ? { words: t("letters.seeEvent"), link: paths.absolute(origin, paths.eventPage(event.slug)) }
      : {
          words: t("letters.manage"),
          link: paths.absolute(origin, paths.managePage(booking.reference, token)),
        },
    closing: cancelled ? closingOf(parts.cause, t) : untilWhen(booking, t, moment, parts.now),
  });
}

export interface ListParts {
  /** The booking through which the list was requested. */
  asked: BookingDetails;
  bookings: { booking: BookingDetails; token: string }[];
  origin: string;
  now: Date;
}

/** Returns the mail that lists the bookings of an address, each with a link. */
export async function listMail({ asked, bookings, origin, now }: ListParts): Promise<MailWords> {
  const { t, locale } = languageOf(asked);
  return finished(t("letters.bookings.subject", { organisation: asked.organization.name }), {
    locale,
    headline: t("letters.bookings.headline"),
    line: t("letters.bookings.line"),
    tickets: bookings.map(({ booking, token }) => ({
      ...ticketOf({ booking, tickets: [], cause: "guest", origin, token, now }, t, locale),
      link: {
        words: t("letters.open"),
        link: paths.absolute(origin, paths.managePage(booking.reference, token)),
      },
    })),
    action: undefined,
    note: undefined,
    closing: [t("letters.bookings.closing")],
  });
}

/** Returns the QR codes of tickets as the images that the HTML refers to. */
export function picturesOf(origin: string, tickets: NamedTicket[]): Promise<MailPicture[]> {
  return Promise.all(
    tickets.map(async ({ id, position }) => ({
      cid: cidOf(position),
      filename: `ticket-${position + 1}.png`,
      base64: await qrPicture(ticketCode(origin, id)),
    })),
  );
}

const cidOf = (position: number) => `ticket-${position + 1}.reservo`;

async function finished(subject: string, content: MailContent): Promise<MailWords> {
  return { subject, text: plainText(content), html: renderEmail(<TicketMail {...content} />) };
}

function languageOf({ person, event }: BookingDetails): { t: Translate; locale: Locale; moment: Moment } {
  const locale = localeOr(person.locale, localeOr(event.locale));
  return { t: translator(locale), locale, moment: { locale, timeZone: event.timeZone } };
}

type Kind = Parameters<typeof bookingMail>[0];

/** Returns the organiser's reason for a cancellation; empty if there is none. */
function reasonOf(kind: Kind, { booking, cause, dropped = [] }: MailParts): string {
  if (kind === "changed") return dropped.find((session) => session.cancelReason)?.cancelReason ?? "";
  if (kind !== "cancelled") return "";
  if (cause === "event") return booking.event.cancelReason;
  return cause === "date" ? booking.session.cancelReason : "";
}

function headOf(
  kind: Kind,
  { cause, formerly, booking, dropped = [], now }: MailParts,
  t: Translate,
  moment: Moment,
) {
  if (kind === "moved") {
    return { headline: t(`letters.moved.${whatMoved(formerly)}`), line: t("letters.moved.line") };
  }
  if (kind === "changed" && dropped.length > 0) {
    const dates = dropped.map((session) => longSpan(session, moment, now)).join("; ");
    return {
      headline: t("letters.datesDropped.headline", { count: dropped.length }),
      line: t("letters.datesDropped.line", { dates }),
    };
  }
  if (kind === "changed") {
    return { headline: t("letters.changed.headline"), line: changesOf(booking, formerly?.seats, t) };
  }
  if (kind !== "cancelled")
    return {
      headline: t("letters.confirmed.headline"),
      line: t(isJoinedOnline(booking) ? "letters.confirmed.join" : "letters.confirmed.line"),
    };
  if (cause === "event") {
    return {
      headline: t("letters.eventCancelled.headline"),
      line: t("letters.eventCancelled.line", { organisation: booking.organization.name }),
    };
  }
  if (cause === "date") {
    return {
      headline: t("letters.dateCancelled.headline"),
      line: t("letters.dateCancelled.line", { organisation: booking.organization.name }),
    };
  }
  const by = cause === "organiser" ? "byOrganiser" : "cancelled";
  return { headline: t(`letters.${by}.headline`), line: t(`letters.${by}.line`) };
}

/** Returns whether the booking is joined online, so that there is no entrance at which to show a code. */
const isJoinedOnline = ({ event, joinUrl }: BookingDetails) => event.online && joinUrl !== "";

/** Returns what the headline says has moved. A new join link is mentioned only if nothing else moved. */
function whatMoved(formerly: Formerly | undefined): "time" | "place" | "both" | "link" {
  const isLater = formerly !== undefined && formerly.times.length > 0;
  if (formerly?.place !== undefined) return isLater ? "both" : "place";
  return formerly?.isJoinedElsewhere && !isLater ? "link" : "time";
}

/** Returns a line such as "2 → 3 seats. Here is your booking now." The ticket itself shows a changed date. */
function changesOf({ event, seats }: BookingDetails, before: number | undefined, t: Translate): string {
  return [
    ...(before === undefined ? [] : [`${before} → ${seatWords(t, event, seats)}.`]),
    t("letters.changed.line"),
    ...(before !== undefined && before > seats ? [t("letters.changed.fewer")] : []),
  ].join(" ");
}

function closingOf(cause: Cause, t: Translate): string[] {
  return [t(cause === "guest" ? "letters.cancelled.closing" : "letters.byOrganiser.closing")];
}

/** Returns the line about the cancellation deadline, unless it has passed. */
function untilWhen({ event, session }: BookingDetails, t: Translate, moment: Moment, now: Date): string[] {
  const until = changeDeadline(event, session);
  if (until <= now) return [];
  return [t("letters.cancelUntil", { until: longTime(until, moment, now) })];
}

function ticketOf(
  { booking, tickets, formerly, origin, now }: MailParts,
  t: Translate = languageOf(booking).t,
  locale: Locale = languageOf(booking).locale,
): MailTicketContent {
  const { event, joinUrl, session, sessions, person, organization, reference, seats } = booking;
  const moment = { locale, timeZone: event.timeZone };
  const when = sessions.map(
    (each) =>
      `${lineStart(longSpan(each, moment, now), moment)}${sessions.length > 1 && each.label ? ` (${isolated(each.label)})` : ""}`,
  );
  const was = (value: string | undefined) => (value ? t("letters.moved.before", { value }) : undefined);
  const whenBefore = formerly?.times
    .map((time) => longSpan(time, { locale, timeZone: time.timeZone }, now))
    .join("\n");
  const where = whereWords(t, event);
  const isJoinedElsewhere = formerly?.isJoinedElsewhere ? t("letters.moved.newLink") : undefined;
  const nameOf = (ticket: NamedTicket) =>
    unlinked(ticket.name) || t("letters.guest", { number: ticket.position + 1 });
  return {
    stock: event.stock,
    organization: organization.name,
    title: event.title,
    link: undefined,
    facts: [
      ...(session.label && sessions.length === 1 ? [{ label: t("letters.what"), value: session.label }] : []),
      {
        label: t("letters.when"),
        value: when.join("\n"),
        before: was(whenBefore),
        note: lineStart(zoneWords(t, moment), moment),
      },
      ...(where || formerly?.place
        ? [{ label: t("letters.where"), value: where || "–", before: was(formerly?.place) }]
        : []),
      ...(joinUrl
        ? [{ label: t("booked.joinLink"), value: joinUrl, note: isJoinedElsewhere, link: joinUrl }]
        : []),
      ...(event.price && booking.fate === "confirmed"
        ? [{ label: t("event.price"), value: event.price }]
        : []),
      { label: t("letters.for"), value: `${isolated(unlinked(person.name))}, ${seatWords(t, event, seats)}` },
    ],
    referenceLabel: t("letters.reference"),
    reference: formatReference(reference),
    codes: tickets.map((ticket) => ({
      words:
        tickets.length > 1
          ? t("letters.ticketOf", { name: nameOf(ticket) })
          : t(isJoinedOnline(booking) ? "booked.ticketTitle" : "letters.ticket"),
      link: paths.absolute(origin, paths.ticketPage(ticket.id)),
      cid: cidOf(ticket.position),
    })),
  };
}
