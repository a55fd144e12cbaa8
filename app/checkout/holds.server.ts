import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import { changeHold as changeLines, confirm, extend, hold, release } from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Outcome } from "#app/booking/request.ts";
import { closedReason, lineOf, refusedOf } from "#app/events/claims.ts";
import type { Event, Session } from "#app/events/event.ts";
import { assert } from "#app/platform/assert.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken, toBase64Url } from "#app/platform/secrets.ts";
import { bookings } from "#db/schema/index.ts";
import { attachmentOf, type Booked, type Details, formKeyOf, limitedPersonOf } from "./attendee-details.ts";
import type { Holder } from "./holder.ts";

export type Held = CommandResult<RefusalCode, { id: string; expiresAt: Date }, { remaining: number }>;

export interface HoldWanted {
  event: Event;
  session: Session;
  seats: number;
  holder: Holder;
  formToken: string;
  source: string;
  metadata?: Record<string, unknown>;
}

/**
 * Holds seats of a session for the event's hold time. Replaces a live hold of the same browser on the event; the same form
 * submitted again returns the same hold. Refuses as `hold` of the engine does, and with NOT_OPEN_YET or RESOURCE_CLOSED for
 * an event that is not public.
 */
export async function holdSeats(ctx: Ctx, wanted: HoldWanted): Promise<Held> {
  const { event, session, seats, holder, formToken, source, metadata } = wanted;
  const closed = closedReason(event);
  if (closed) return { ok: false, refusal: closed, remaining: 0 };
  const body = { session: session.id, seats };
  const idempotency = idempotencyOf(ctx.signer, {
    principal: `form ${event.id}`,
    key: formKeyOf(ctx, formToken, body),
    operation: "hold",
    body,
  });
  const outcome = await hold(ctx, {
    lines: [lineOf(session, seats)],
    clientId: `browser-${holder.browser.slice(0, 32)}`,
    holder: holder.browser,
    network: holder.network,
    wideNetwork: holder.wideNetwork,
    idempotency,
    attachment: { source, metadata },
  });
  return heldOf(outcome);
}

/** Returns when the latest live hold of a guest on one of the resources ends; null if there is none. */
export async function latestHoldEnd(ctx: Ctx, eventId: string, resourceIds: string[]): Promise<Date | null> {
  const onThem = sql`exists (select 1 from reservations r where r.organization_id = bookings.organization_id
    and r.booking_id = bookings.id and r.status = 'PENDING' and ${inArray(sql`r.resource_id`, resourceIds)})`;
  const [row] = await ctx.db
    .select({ until: sql<string | null>`max(${bookings.expiresAt})` })
    .from(bookings)
    .where(
      and(
        eq(bookings.organizationId, ctx.organizationId),
        eq(bookings.fate, "pending"),
        notInArray(bookings.kind, ["block", "tentative"]),
        eq(bookings.scope, eventId),
        onThem,
      ),
    );
  return row?.until ? new Date(row.until) : null;
}

/** Extends a live hold by the event's extra minutes, once. Refuses as `extend` of the engine does. */
export async function extendHold(ctx: Ctx, event: Event, id: string): Promise<Held> {
  return heldOf(await extend(ctx, { bookingId: id, seconds: event.extendMinutes * 60 }));
}

/** Changes the session or the seats of a live hold, not its deadline. Refuses as the engine's `changeHold`; then nothing changes. */
export async function changeHold(ctx: Ctx, id: string, session: Session, seats: number): Promise<Held> {
  return heldOf(await changeLines(ctx, { bookingId: id, lines: [lineOf(session, seats)] }));
}

/** Ends a hold before its deadline. Refuses with INVALID_STATE if the hold is not live; a confirmed booking stays. */
export async function releaseHold(ctx: Ctx, id: string): Promise<CommandResult<RefusalCode>> {
  const outcome = await release(ctx, id);
  return outcome.ok ? { ok: true } : { ok: false, refusal: outcome.refusal };
}

/**
 * Confirms a hold as the booking of the given person, with their answers. After the deadline it is confirmed if the seats
 * are still free. The same form submitted again returns the same booking. Refuses with TOO_MANY_PER_PERSON (the hold
 * stays), HOLD_EXPIRED, or INVALID_STATE for a hold that is confirmed or released.
 */
export async function confirmHold(
  ctx: Ctx,
  wanted: { event: Event; holdId: string; details: Details; formToken: string; source: string },
): Promise<Booked> {
  const { event, holdId, details, formToken, source } = wanted;
  const body = { hold: holdId, ...details };
  const idempotency = idempotencyOf(ctx.signer, {
    principal: `form ${event.id}`,
    key: formKeyOf(ctx, formToken, body),
    operation: "confirm",
    body,
  });
  const token = linkTokenOf(ctx, holdId);
  const outcome = await confirm(ctx, {
    bookingId: holdId,
    person: limitedPersonOf(ctx, event, details.email),
    attachment: { ...attachmentOf(details), linkTokenHash: hashToken(token), source },
    idempotency,
  });
  if (!outcome.ok) return refusedOf(outcome);
  assert(outcome.booking, "a confirmed hold has a booking");
  const { booking, replayed } = outcome;
  return { ok: true, bookingId: holdId, reference: booking.reference, token, replayed };
}

/** Returns the link token of the booking that a confirmed hold becomes. */
export function linkTokenOf({ signer }: Ctx, holdId: string): string {
  return toBase64Url(signer.sign("link of hold", holdId));
}

function heldOf(outcome: Outcome): Held {
  if (!outcome.ok) return refusedOf(outcome);
  const { booking } = outcome;
  assert(booking, "an accepted hold has a booking");
  return { ok: true, id: booking.id, expiresAt: new Date(booking.expiresAt ?? 0) };
}
