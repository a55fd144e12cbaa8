import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { findUpcomingBooking } from "#app/attendees/find-upcoming-booking.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookingMail } from "./mail-words.tsx";

/** A mail as it would be sent now. */
export interface MailPreview {
  to: string;
  subject: string;
  text: string;
  locale: string | null;
}

/** Placeholder in a preview for the reason that is still being typed. */
export const REASON = "{reason}";

/** Returns a preview of the mail that a guest gets when the organiser cancels the booking. */
export async function previewCancelMail(
  { now }: Ctx,
  origin: string,
  booking: BookingDetails,
  cause: "organiser" | "event" | "date" = "organiser",
): Promise<MailPreview> {
  // Mails about cancellations have no link to the booking, so no token is needed.
  const parts = { booking, tickets: [], cause, origin, token: "", now };
  const { subject, text } = await bookingMail("cancelled", parts);
  return { to: booking.person.email, subject, text, locale: booking.person.locale };
}

/** Returns a preview of the mail about a cancelled event, for one of its bookings; undefined if there are none. */
export async function previewEventMail(
  ctx: Ctx,
  origin: string,
  eventId: string,
): Promise<MailPreview | undefined> {
  const booking = await findUpcomingBooking(ctx, eventId);
  if (!booking) return undefined;
  const event = { ...booking.event, cancelReason: REASON };
  return previewCancelMail(ctx, origin, { ...booking, event }, "event");
}

/** Returns a preview of the mail about a cancelled date, for one of its bookings; undefined if there are none. */
export async function previewDateMail(
  ctx: Ctx,
  origin: string,
  eventId: string,
  sessionId: string,
): Promise<MailPreview | undefined> {
  const booking = await findUpcomingBooking(ctx, eventId, sessionId);
  if (!booking) return undefined;
  const own = booking.sessions.find((each) => each.id === sessionId) ?? booking.session;
  const session = { ...own, cancelReason: REASON };
  return previewCancelMail(ctx, origin, { ...booking, session, sessions: [session] }, "date");
}
