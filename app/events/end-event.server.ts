import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { cancel, MAX_RESOURCES_PER_SAVE, saveResources } from "#app/booking/commands.server.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { bookings, events } from "#db/schema/index.ts";
import {
  type EventSaved,
  eventChange,
  listAllSessions,
  resourcesOf,
  transitionEvent,
} from "./change-event.server.ts";

/** Bookings cancelled at a time: enough to fill the engine's batches, few enough to leave room for other requests. */
const BATCH_SIZE = 100;

const ACTIVE = ["pending", "confirmed"] as const;

/**
 * Cancels an event with a reason for its attendees. From then on it cannot be booked or confirmed. Its bookings are cancelled by
 * `cancelBookingsOfEnded`, which another worker resumes after a crash. Refuses as `transitionEvent` does.
 */
export async function cancelEvent(ctx: Ctx, id: string, reason: string): Promise<EventSaved<"EVENT_STATE">> {
  return transitionEvent(ctx, id, ["published"], (sessions) => ({
    columns: { state: "cancelled" as const, cancelReason: reason, cancelPending: true },
    resources: resourcesOf(sessions, { transition: "cancel" }),
    audited: eventChange("event.cancelled", id),
  }));
}

/** `booked` is the number of bookings that prevent the removal. */
type Removed = CommandResult<
  RefusalCode | "EVENT_CHANGED" | "EVENT_SAVING" | "EVENT_STATE",
  object,
  { booked: number }
>;

/**
 * Removes an event from all pages: its URL responds with 410 from then on, and it cannot be booked. Refuses with
 * CAPACITY_BELOW_BOOKED if a date that is not over has bookings or holds, and as `transitionEvent` does.
 */
export async function removeEvent(ctx: Ctx, id: string): Promise<Removed> {
  // The engine checks only the dates that it saves in one transaction, so the bookings of all dates are counted first.
  const booked = await countUpcomingBookings(ctx, id);
  if (booked > 0) return { ok: false, refusal: "CAPACITY_BELOW_BOOKED", booked };
  const removed = await transitionEvent(ctx, id, ["draft", "published", "cancelled"], (sessions) => ({
    columns: { state: "removed" as const },
    resources: sessions.flatMap((session) =>
      resourcesOf([session], { transition: "cancel", ifEmpty: session.endsAt > ctx.now }),
    ),
    audited: eventChange("event.removed", id),
  }));
  if (removed.ok) return removed;
  const { refusal } = removed;
  if (refusal !== "CAPACITY_BELOW_BOOKED") return { ok: false, refusal, booked: 0 };
  // The bookings that prevented it may have ended since.
  return { ok: false, refusal, booked: Math.max(1, await countUpcomingBookings(ctx, id)) };
}

/** Returns the number of an event's bookings and holds of dates that are not over. */
export async function countUpcomingBookings(ctx: Ctx, eventId: string): Promise<number> {
  const [row] = await ctx.db.execute<{ number: number }>(
    sql`select count(distinct b.id)::int as number ${fromUpcomingBookings(ctx, eventId)} and b.fate in ('pending', 'confirmed')`,
  );
  return Number(row?.number ?? 0);
}

/** Returns the `from` and `where` clauses for the bookings of an event's dates that are not over: `b` is the booking, `s` the date. */
export function fromUpcomingBookings(ctx: Ctx, eventId: string): SQL {
  return sql`
    from bookings b
      join reservations r on r.organization_id = b.organization_id and r.booking_id = b.id
        and r.status in ('PENDING', 'CONFIRMED')
      join session_resources sr on sr.organization_id = r.organization_id and sr.resource_id = r.resource_id
      join sessions s on s.organization_id = sr.organization_id and s.id = sr.session_id and s.event_id = ${eventId}
    where b.organization_id = ${ctx.organizationId} and b.scope = ${eventId} and s.ends_at > now()`;
}

/**
 * Cancels the remaining bookings of cancelled events through the engine, which mails their attendees. The pending work is in the
 * database, so that another run resumes it after a crash, and two instances may run it at once. Returns the number of finished
 * events.
 */
export async function cancelBookingsOfEnded(parts: CtxParts): Promise<number> {
  const pending = await parts.db
    .select({ organizationId: events.organizationId, id: events.id })
    .from(events)
    .where(and(eq(events.cancelPending, true), eq(events.state, "cancelled")))
    .limit(20);
  for (const { organizationId, id } of pending) {
    await endBookings(systemCtx(parts, organizationId), id);
  }
  return pending.length;
}

async function endBookings(ctx: Ctx, eventId: string): Promise<void> {
  // The resources first, so that no bookings are added. Only events cancelled by an earlier release still have open ones.
  const resources = resourcesOf(await listAllSessions(ctx, eventId), { transition: "cancel" });
  for (let first = 0; first < resources.length; first += MAX_RESOURCES_PER_SAVE) {
    await saveResources(ctx, resources.slice(first, first + MAX_RESOURCES_PER_SAVE));
  }
  for (;;) {
    const active = await ctx.db
      .select({ id: bookings.id })
      .from(bookings)
      .where(
        and(
          eq(bookings.organizationId, ctx.organizationId),
          eq(bookings.scope, eventId),
          inArray(bookings.fate, [...ACTIVE]),
        ),
      )
      .orderBy(asc(bookings.createdAt))
      .limit(BATCH_SIZE);
    if (active.length === 0) break;
    await Promise.all(active.map(({ id }) => cancel(ctx, { bookingId: id })));
  }
  await ctx.db
    .update(events)
    .set({ cancelPending: false })
    .where(owned(events, ctx, eventId));
}
