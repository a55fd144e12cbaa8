import { book, cancel } from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import { closedReason, lineOf, refusedOf } from "#app/events/claims.ts";
import type { Event, Session } from "#app/events/event.ts";
import { assert } from "#app/platform/assert.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken, toBase64Url, toHex } from "#app/platform/secrets.ts";
import { attachmentOf, type Booked, type Details, formKeyOf, limitedPersonOf } from "./attendee-details.ts";

export interface SeatsWanted {
  event: Event;
  session: Session;
  seats: number;
  booker: Details;
  /** Token of the submitted form. The same token with the same body returns the same booking. */
  formToken: string;
  source?: string;
  metadata?: Record<string, unknown>;
}

/**
 * Books seats of one session for an attendee, without a hold. The link's token is derived from the form's key, so that a
 * form submitted twice redirects to the same page twice. Refuses as `book` of the engine does, and with NOT_OPEN_YET or
 * RESOURCE_CLOSED for an event that is not public.
 */
export async function bookSeats(ctx: Ctx, wanted: SeatsWanted): Promise<Booked> {
  const { event, session, seats, booker, formToken, source, metadata } = wanted;
  const closed = closedReason(event);
  if (closed) return { ok: false, refusal: closed, remaining: 0 };
  const body = bodyOf(wanted);
  const formKey = formKeyOf(ctx, formToken, body);
  const idempotency = idempotencyOf(ctx.signer, {
    principal: `form ${event.id}`,
    key: formKey,
    operation: "book",
    body,
  });
  const token = linkTokenOfForm(ctx, wanted);
  const outcome = await book(ctx, {
    lines: [lineOf(session, seats)],
    clientId: clientIdOf(ctx, booker.email),
    person: limitedPersonOf(ctx, event, booker.email),
    attachment: { ...attachmentOf(booker), linkTokenHash: hashToken(token), source, metadata },
    idempotency,
  });
  if (!outcome.ok) return refusedOf(outcome);
  assert(outcome.booking, "an accepted outcome has a booking");
  const { id: bookingId, reference } = outcome.booking;
  return { ok: true, bookingId, reference, token, replayed: outcome.replayed };
}

/** Returns the link token of the booking that a form makes, or has made when it was submitted before. */
export function linkTokenOfForm(ctx: Ctx, wanted: SeatsWanted): string {
  return toBase64Url(ctx.signer.sign("link", formKeyOf(ctx, wanted.formToken, bodyOf(wanted))));
}

const bodyOf = ({ session, seats, booker }: SeatsWanted) => ({ session: session.id, seats, ...booker });

/** Cancels a booking for the attendee who has its link. Refuses with INVALID_STATE, or BOOKING_CLOSED after the deadline. */
export async function cancelAsAttendee(ctx: Ctx, bookingId: string): Promise<CommandResult<RefusalCode>> {
  const outcome = await cancel(ctx, { bookingId });
  return outcome.ok ? { ok: true } : { ok: false, refusal: outcome.refusal };
}

/** Returns a client id that is stable per e-mail address and does not reveal it. */
function clientIdOf({ signer }: Ctx, email: string): string {
  return `guest-${toHex(signer.sign("client", email.toLowerCase())).slice(0, 32)}`;
}
