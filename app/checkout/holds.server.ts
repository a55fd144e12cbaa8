import { and, eq, inArray, sql } from "drizzle-orm";
import { listClaims } from "#app/attendees/booking-details.server.ts";
import { changeHold as changeClaims, confirm, extend, hold } from "#app/booking/commands.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Fate } from "#app/booking/states.ts";
import { claimsOf, refusedOf, whyShut } from "#app/events/claims.ts";
import type { Event, Session } from "#app/events/event.ts";
import { assert } from "#app/platform/assert.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { hashToken, sign, toBase64Url } from "#app/platform/secrets.ts";
import { bookings, sessionResources } from "#db/schema/index.ts";
import { attachmentOf, type Booked, type Details, formKeyOf, personOf } from "./attendee-details.ts";
import type { Holder } from "./holder.ts";

/** Seats that are kept for somebody who is typing who they are. */
export interface Hold {
  id: string;
  reference: string;
  eventId: string;
  sessionId: string;
  seats: number;
  /** A hold whose time is up is expired, also before the sweep has found it. */
  fate: Fate;
  expiresAt: Date;
  /** Whether its seats still count as taken, as they do until somebody has freed what is overdue. */
  counts: boolean;
  /** Whether it had its extension. */
  extended: boolean;
  /** The browser that holds it, as a hash in hex. */
  browser: string | undefined;
}

export type Held = CommandResult<RefusalCode, { id: string }, { remaining: number }>;

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
 * Holds seats of a session for as long as the event says. A live hold of the same browser on the event is replaced, and
 * the same form sent again answers the same hold. Refuses as `hold` of the engine does, and with NOT_OPEN_YET or
 * RESOURCE_CLOSED for an event that is not public.
 */
export async function holdSeats(ctx: Ctx, secret: string, wanted: HoldWanted): Promise<Held> {
  const { event, session, seats, holder, formToken, source, metadata } = wanted;
  const shut = whyShut(event);
  if (shut) return { ok: false, refusal: shut, remaining: 0 };
  const body = { session: session.id, seats };
  const idempotency = await idempotencyOf(secret, {
    principal: `form ${event.id}`,
    key: await formKeyOf(secret, formToken, body),
    operation: "hold",
    body,
  });
  const outcome = await hold(ctx, {
    claims: claimsOf(session, seats),
    clientId: `browser-${holder.browser.slice(0, 32)}`,
    holder: holder.browser,
    network: holder.network,
    idempotency,
    attachment: { source, metadata },
  });
  if (!outcome.ok) return refusedOf(outcome);
  assert(outcome.booking, "a hold that was accepted is there");
  return { ok: true, id: outcome.booking.id };
}

/** A hold by its id, whatever became of it; undefined where there is none of the event. */
export async function findHold(ctx: Ctx, eventId: string, id: string): Promise<Hold | undefined> {
  const [found] = await ctx.db
    .select({
      reference: bookings.reference,
      fate: sql<Fate>`case when ${bookings.fate} = 'pending' and ${bookings.expiresAt} <= now()
        then 'expired' else ${bookings.fate} end`,
      expiresAt: bookings.expiresAt,
      browser: sql<string | null>`encode(${bookings.holder}, 'hex')`,
      // In a select from one table Drizzle writes columns without their table, which a subquery would take for its own.
      extended: sql<boolean>`exists (select 1 from history h where h.organization_id = bookings.organization_id
        and h.booking_id = bookings.id and h.kind = 'extended')`,
      counts: sql<boolean>`${bookings.fate} = 'pending'`,
    })
    .from(bookings)
    .where(and(owned(bookings, ctx, id), eq(bookings.scope, eventId)));
  if (!found?.expiresAt) return undefined;
  const claims = await listClaims(ctx, id);
  const sessionId = await findSessionOf(
    ctx,
    claims.map((claim) => claim.resourceId),
  );
  if (!sessionId) return undefined;
  const { expiresAt, browser, ...rest } = found;
  const seats = claims[0]?.quantity ?? 0;
  return { id, eventId, sessionId, seats, expiresAt, browser: browser ?? undefined, ...rest };
}

/** When the latest live hold on one of the resources ends; null where there is none. */
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
        eq(bookings.scope, eventId),
        onThem,
      ),
    );
  return row?.until ? new Date(row.until) : null;
}

/** Gives a live hold the event's extra minutes, once. Refuses with HOLD_EXPIRED or INVALID_STATE. */
export async function extendHold(ctx: Ctx, event: Event, id: string): Promise<Held> {
  return heldOf(await extend(ctx, { bookingId: id, seconds: event.extendMinutes * 60 }), id);
}

/** Changes the session or the seats of a live hold; its deadline stays. Refuses as `changeHold` of the engine; then it stays as it was. */
export async function changeHold(ctx: Ctx, id: string, session: Session, seats: number): Promise<Held> {
  const claims = claimsOf(session, seats);
  return heldOf(await changeClaims(ctx, { bookingId: id, claims }), id);
}

/**
 * Makes a hold the booking of whoever is named, with what they answered. Past its time it is confirmed where the seats
 * are still free. The same form sent again answers the same booking. Refuses with TOO_MANY_PER_PERSON (the hold stands),
 * HOLD_EXPIRED, or INVALID_STATE for one that is booked already or was given up.
 */
export async function confirmHold(
  ctx: Ctx,
  secret: string,
  wanted: { event: Event; holdId: string; details: Details; formToken: string; source: string },
): Promise<Booked> {
  const { event, holdId, details, formToken, source } = wanted;
  const body = { hold: holdId, ...details };
  const idempotency = await idempotencyOf(secret, {
    principal: `form ${event.id}`,
    key: await formKeyOf(secret, formToken, body),
    operation: "confirm",
    body,
  });
  const token = await linkTokenOf(secret, holdId);
  const outcome = await confirm(ctx, {
    bookingId: holdId,
    person: await personOf(secret, event, details.email),
    attachment: { ...attachmentOf(details), linkTokenHash: await hashToken(token), source },
    idempotency,
  });
  if (!outcome.ok) return refusedOf(outcome);
  assert(outcome.booking, "a hold that was confirmed is a booking");
  return { ok: true, bookingId: holdId, reference: outcome.booking.reference, token };
}

/** The token of the link that a confirmed hold's first page is opened by. */
export async function linkTokenOf(secret: string, holdId: string): Promise<string> {
  return toBase64Url(await sign(secret, "link of hold", holdId));
}

function heldOf(outcome: Outcome, id: string): Held {
  return outcome.ok ? { ok: true, id } : refusedOf(outcome);
}

/** The session that claims just these resources; one that shares them with others claims more of them. */
async function findSessionOf(ctx: Ctx, resourceIds: string[]): Promise<string | undefined> {
  if (resourceIds.length === 0) return undefined;
  const covered = sql`count(*) filter (where ${inArray(sessionResources.resourceId, resourceIds)})`;
  const [row] = await ctx.db
    .select({ id: sessionResources.sessionId })
    .from(sessionResources)
    .where(
      and(
        eq(sessionResources.organizationId, ctx.organizationId),
        inArray(
          sessionResources.sessionId,
          ctx.db
            .select({ id: sessionResources.sessionId })
            .from(sessionResources)
            .where(
              and(
                eq(sessionResources.organizationId, ctx.organizationId),
                inArray(sessionResources.resourceId, resourceIds),
              ),
            ),
        ),
      ),
    )
    .groupBy(sessionResources.sessionId)
    .having(sql`${covered} = count(*)`)
    .orderBy(sql`${covered} desc`)
    .limit(1);
  return row?.id;
}
