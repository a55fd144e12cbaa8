import { and, desc, eq, inArray, sql } from "drizzle-orm";
import {
  type BookingDetails,
  findBookingDetails,
  listSessionsClaiming,
} from "#app/attendees/booking-details.server.ts";
import { listNamedTickets } from "#app/attendees/named-tickets.server.ts";
import { listTimeline } from "#app/attendees/timeline.server.ts";
import { newLinkToken, saveLinkTokens } from "#app/booking/link-tokens.server.ts";
import { GUEST_KINDS } from "#app/booking/states.ts";
import type { Session } from "#app/events/event.ts";
import type { DueMail } from "#app/mail/mail-queue.server.ts";
import { type Ctx, type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import type { MailCalendar, MailMessage } from "#app/platform/mail.ts";
import { owned } from "#app/platform/owned.ts";
import { bookings, history, people, reservations } from "#db/schema/index.ts";
import { bookingCalendar } from "./booking-calendar.server.ts";
import { bookingMail, type Cause, listMail, type MailWords, picturesOf } from "./mail-words.tsx";
import { beforeChange, formerlyOf } from "./moved-mail.ts";

export interface Composer extends CtxParts {
  origin: string;
  sender: string;
}

export interface ComposedMail {
  message: MailMessage;
  /** Hashes of the link tokens in the mail, to be deleted if it is not sent. */
  linkHashes: Uint8Array[];
}

/** Maximum bookings per list. */
const MAX_LISTED_BOOKINGS = 20;

/** Composes a mail with new links. Undefined if there is no recipient or nothing to say (any more). */
export async function composeMail(composer: Composer, mail: DueMail): Promise<ComposedMail | undefined> {
  const ctx: Ctx = { ...systemCtx(composer, mail.organizationId), now: mail.createdAt };
  const booking = await findBookingDetails(ctx, mail.bookingId);
  if (!booking) return undefined;
  if (mail.kind === "bookings") return composeList(ctx, composer, mail, booking);
  const formerly = mail.formerly ? formerlyOf(booking, mail.formerly) : await readBefore(ctx, mail, booking);
  // No mail about a move to a booking cancelled in the meantime, or about a move that was reverted.
  if (mail.kind === "moved" && !(formerly && booking.fate === "confirmed")) return undefined;
  const cancelled = mail.kind === "cancelled";
  const link = await newLinkToken(booking.id);
  // Without codes if the booking was cancelled before its confirmation is sent.
  const tickets = await listNamedTickets(ctx, booking);
  const words = await bookingMail(templateOf(mail.kind), {
    booking,
    tickets,
    formerly,
    token: link.token,
    origin: composer.origin,
    now: ctx.now,
    dropped: mail.kind === "changed" ? await listDropped(ctx, mail.id, booking) : [],
    cause: cancelled ? await causeOf(ctx, mail.id, booking) : "guest",
  });
  const method = cancelled ? "CANCEL" : "REQUEST";
  const { origin, sender } = composer;
  const links = { origin, tickets, token: link.token };
  const content = await bookingCalendar(ctx, { booking, method, links, sender });
  const calendar: MailCalendar | undefined = content === undefined ? undefined : { method, content };
  const message = {
    ...addressed(mail, booking, words),
    calendar,
    pictures: await picturesOf(origin, tickets),
  };
  await saveLinkTokens(ctx, [link]);
  return { message, linkHashes: [link.hash] };
}

/** Returns the state of a booking before the change that the mail is about. */
async function readBefore(ctx: Ctx, mail: DueMail, booking: BookingDetails) {
  if (mail.kind !== "changed") return undefined;
  return beforeChange(booking, await listTimeline(ctx, booking), mail.id);
}

/** Returns the template of a mail. Resent and corrected mails use that of the confirmation. */
function templateOf(kind: DueMail["kind"]) {
  return kind === "changed" || kind === "cancelled" || kind === "moved" ? kind : "confirmed";
}

async function composeList(
  ctx: Ctx,
  composer: Composer,
  mail: DueMail,
  asked: BookingDetails,
): Promise<ComposedMail | undefined> {
  const found = await listLiveBookings(ctx, asked.person.email);
  if (found.length === 0) return undefined;
  const links = await Promise.all(found.map((booking) => newLinkToken(booking.id)));
  const words = await listMail({
    asked,
    origin: composer.origin,
    now: ctx.now,
    bookings: found.map((booking, index) => ({ booking, token: links[index]?.token ?? "" })),
  });
  await saveLinkTokens(ctx, links);
  return { message: addressed(mail, asked, words), linkHashes: links.map(({ hash }) => hash) };
}

function addressed(mail: DueMail, booking: BookingDetails, words: MailWords): MailMessage {
  const { event, organization, person } = booking;
  const { id, organizationId } = mail;
  const replyTo = event.contactEmail ?? organization.contactEmail ?? undefined;
  // A line break in a title must not break the header.
  const subject = words.subject.replace(/\p{Cc}+/gu, " ");
  return { id, organizationId, to: person.email, ...words, subject, replyTo };
}

/** Returns who caused the cancellation, as the mail presents it. */
async function causeOf(ctx: Ctx, historyId: string, booking: BookingDetails): Promise<Cause> {
  const { event, session } = booking;
  if (event.state === "cancelled") return "event";
  const [row] = await ctx.db
    .select({ actor: history.actor })
    .from(history)
    .where(owned(history, ctx, historyId));
  if (row?.actor === "guest") return "guest";
  return session.cancelledAt ? "date" : "organiser";
}

/** Returns the cancelled dates that this history entry removed from a booking, soonest first. */
async function listDropped(ctx: Ctx, historyId: string, booking: BookingDetails): Promise<Session[]> {
  const rows = await ctx.db
    .select({ resourceId: reservations.resourceId })
    .from(history)
    .innerJoin(
      reservations,
      and(
        eq(reservations.organizationId, history.organizationId),
        eq(reservations.bookingId, history.bookingId),
        eq(reservations.decidedAt, history.at),
        eq(reservations.status, "CANCELLED"),
      ),
    )
    .where(owned(history, ctx, historyId));
  const ended = rows.map((row) => row.resourceId);
  const lost = await listSessionsClaiming(ctx, booking.event.id, ended);
  return lost.filter((session) => session.cancelledAt !== null);
}

/** Returns the confirmed bookings of an address that are not over, newest first. */
async function listLiveBookings(ctx: Ctx, email: string): Promise<BookingDetails[]> {
  const rows = await ctx.db
    .select({ id: bookings.id })
    .from(people)
    .innerJoin(
      bookings,
      and(eq(bookings.organizationId, people.organizationId), eq(bookings.id, people.bookingId)),
    )
    .where(
      and(
        eq(people.organizationId, ctx.organizationId),
        sql`lower(${people.email}) = lower(${email})`,
        eq(people.position, 0),
        eq(bookings.fate, "confirmed"),
        inArray(bookings.kind, [...GUEST_KINDS]),
      ),
    )
    .orderBy(desc(bookings.createdAt))
    .limit(5 * MAX_LISTED_BOOKINGS);
  const found: BookingDetails[] = [];
  for (const { id } of rows) {
    const booking = await findBookingDetails(ctx, id);
    const last = booking?.sessions.at(-1);
    if (booking && last && last.endsAt > ctx.now) found.push(booking);
    if (found.length === MAX_LISTED_BOOKINGS) break;
  }
  return found;
}
