import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { findSomeComing } from "#app/attendees/find-some-coming.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { bookingMail } from "./mail-words.tsx";

/** A mail as it would go out now, to be looked at before it does. */
export interface MailPreview {
  to: string;
  subject: string;
  text: string;
  locale: string | null;
}

/** Stands in a preview for the reason that is still being typed. */
export const REASON = "{reason}";

/** What the guest of a booking is told when the organiser cancels it. */
export async function previewCancelMail(
  { now }: Ctx,
  origin: string,
  booking: BookingDetails,
  cause: "organiser" | "event" | "date" = "organiser",
): Promise<MailPreview> {
  // A mail about what is cancelled opens nothing, so it needs no link of the booking's own.
  const parts = { booking, tickets: [], cause, origin, token: "", now };
  const { subject, text } = await bookingMail("cancelled", parts);
  return { to: booking.person.email, subject, text, locale: booking.person.locale };
}

/** What the guests of an event are told when all of it is cancelled, by the example of one; undefined where nobody is booked. */
export async function previewEventMail(
  ctx: Ctx,
  origin: string,
  eventId: string,
): Promise<MailPreview | undefined> {
  const booking = await findSomeComing(ctx, eventId);
  if (!booking) return undefined;
  const event = { ...booking.event, cancelReason: REASON };
  return previewCancelMail(ctx, origin, { ...booking, event }, "event");
}

/** What the guests of one date are told when it is cancelled, by the example of one; undefined where nobody is booked. */
export async function previewDateMail(
  ctx: Ctx,
  origin: string,
  eventId: string,
  sessionId: string,
): Promise<MailPreview | undefined> {
  const booking = await findSomeComing(ctx, eventId, sessionId);
  if (!booking) return undefined;
  const own = booking.sessions.find((each) => each.id === sessionId) ?? booking.session;
  const session = { ...own, cancelReason: REASON };
  return previewCancelMail(ctx, origin, { ...booking, session, sessions: [session] }, "date");
}
