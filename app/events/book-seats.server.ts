import { book, cancel } from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import { assert } from "#app/platform/assert.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken, sign, toBase64Url, toHex } from "#app/platform/secrets.ts";
import type { Event, Session } from "./event.ts";

export interface SeatsWanted {
  event: Event;
  session: Session;
  seats: number;
  booker: { name: string; email: string; locale: string };
  /** The token of the form that was sent; sent again with the same body it is answered again. */
  formToken: string;
  source?: string;
}

export type SeatsBooked =
  /** `token` opens the booking; only its hash is kept. */
  | { ok: true; bookingId: string; reference: string; token: string }
  | { ok: false; refusal: RefusalCode; remaining: number };

/**
 * Books seats of one session for a guest, at once. The link's token is derived from the form's key, so that a form
 * that is sent twice leads to the same page twice. Refuses as `book` of the engine does, and with NOT_OPEN_YET for an
 * event that is not published.
 */
export async function bookSeats(ctx: Ctx, secret: string, wanted: SeatsWanted): Promise<SeatsBooked> {
  const { event, session, seats, booker, formToken, source } = wanted;
  if (event.state !== "published") return { ok: false, refusal: "NOT_OPEN_YET", remaining: 0 };
  const body = { session: session.id, seats, name: booker.name, email: booker.email };
  const formKey = toHex(await sign(secret, "form-key", formToken, JSON.stringify(body)));
  const idempotency = await idempotencyOf(secret, {
    ...{ principal: `form ${event.id}`, key: formKey, operation: "book", body },
  });
  const token = toBase64Url(await sign(secret, "link", formKey));
  const outcome = await book(ctx, {
    claims: session.resourceIds.map((resourceId) => ({ resourceId, quantity: seats })),
    clientId: await clientIdOf(secret, booker.email),
    attachment: { person: booker, linkTokenHash: await hashToken(token), source },
    idempotency,
  });
  if (!outcome.ok) {
    const least = Math.min(...outcome.claims.map((claim) => claim.remaining));
    const remaining = Number.isFinite(least) ? least : outcome.remaining;
    return { ok: false, refusal: outcome.refusal, remaining };
  }
  assert(outcome.booking, "a booking that was accepted is there");
  const { id: bookingId, reference } = outcome.booking;
  return { ok: true, bookingId, reference, token };
}

/** Cancels a booking for the attendee who holds its link. Refuses with INVALID_STATE or BOOKING_CLOSED (too late). */
export async function cancelAsAttendee(
  ctx: Ctx,
  bookingId: string,
): Promise<{ ok: true } | { ok: false; refusal: RefusalCode }> {
  const outcome = await cancel(ctx, { bookingId, byAttendee: true });
  return outcome.ok ? { ok: true } : { ok: false, refusal: outcome.refusal };
}

/** The same guest has the same client id, which says nothing about who they are. */
async function clientIdOf(secret: string, email: string): Promise<string> {
  return `guest-${toHex(await sign(secret, "client", email.toLowerCase())).slice(0, 32)}`;
}
