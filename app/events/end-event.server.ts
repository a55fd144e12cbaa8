import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { cancel, MOST_SAVED_TOGETHER, saveResources } from "#app/booking/commands.server.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { bookings, events } from "#db/schema/index.ts";
import { type EventSaved, listAllSessions, moveEvent, resourcesOf } from "./change-event.server.ts";

/** How many bookings of an event are cancelled at a time: enough for the engine's batches, and room for others. */
const AT_A_TIME = 100;

const ACTIVE = ["pending", "confirmed"] as const;

/**
 * Cancels an event, with words for everybody who is booked. From then on nobody can book or confirm anything of it. Its
 * bookings are cancelled by `cancelBookingsOfEnded`, which another worker resumes after a crash. Refuses as `moveEvent` does.
 */
export async function cancelEvent(ctx: Ctx, id: string, reason: string): Promise<EventSaved<"EVENT_STATE">> {
  return moveEvent(ctx, id, ["published"], (sessions) => ({
    columns: { state: "cancelled" as const, cancelReason: reason, cancelPending: true },
    resources: resourcesOf(sessions, { transition: "cancel" }),
  }));
}

/** `booked` is how many bookings stand in the way. */
type Removed = CommandResult<
  RefusalCode | "EVENT_CHANGED" | "EVENT_SAVING" | "EVENT_STATE",
  object,
  { booked: number }
>;

/**
 * Removes an event from every page: its address is gone for good, and nobody can book it. Refuses where a date that is not
 * over has bookings or holds, with how many bookings stand in the way, and with EVENT_STATE where it is removed already.
 */
export async function removeEvent(ctx: Ctx, id: string): Promise<Removed> {
  // Of an event with more dates than are decided together, the engine sees the first ones only before it is gone.
  const booked = await countComing(ctx, id);
  if (booked > 0) return { ok: false, refusal: "CAPACITY_BELOW_BOOKED", booked };
  const removed = await moveEvent(ctx, id, ["draft", "published", "cancelled"], (sessions) => ({
    columns: { state: "removed" as const },
    resources: sessions.flatMap((session) =>
      resourcesOf([session], { transition: "cancel", ifEmpty: session.endsAt > ctx.now }),
    ),
  }));
  if (removed.ok) return removed;
  const { refusal } = removed;
  if (refusal !== "CAPACITY_BELOW_BOOKED") return { ok: false, refusal, booked: 0 };
  // Those that stood in the way may have gone since.
  return { ok: false, refusal, booked: Math.max(1, await countComing(ctx, id)) };
}

/** How many people's bookings of dates that are not over an event has. */
export async function countComing(ctx: Ctx, eventId: string): Promise<number> {
  const [row] = await ctx.db.execute<{ number: number }>(
    sql`select count(distinct b.id)::int as number ${comingBookings(ctx, eventId)} and b.fate in ('pending', 'confirmed')`,
  );
  return Number(row?.number ?? 0);
}

/** The `from … where` of the bookings of an event's dates that are not over, `b` being the booking and `s` the date. */
export function comingBookings(ctx: Ctx, eventId: string): SQL {
  return sql`
    from bookings b
      join reservations r on r.organization_id = b.organization_id and r.booking_id = b.id
        and r.status in ('PENDING', 'CONFIRMED')
      join session_resources sr on sr.organization_id = r.organization_id and sr.resource_id = r.resource_id
      join sessions s on s.organization_id = sr.organization_id and s.id = sr.session_id and s.event_id = ${eventId}
    where b.organization_id = ${ctx.organizationId} and b.scope = ${eventId} and s.ends_at > now()`;
}

/**
 * Cancels what is still booked of cancelled events, each booking through the engine, which tells whoever is booked. What
 * is left to do stands in the database, so a crash on the way costs nothing, and two instances do no harm. Answers how
 * many events it has finished.
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
  // First nothing new comes in, which is so already but for events that an earlier version ended; then what is there goes.
  const resources = resourcesOf(await listAllSessions(ctx, eventId), { transition: "cancel" });
  for (let first = 0; first < resources.length; first += MOST_SAVED_TOGETHER) {
    await saveResources(ctx, resources.slice(first, first + MOST_SAVED_TOGETHER));
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
      .limit(AT_A_TIME);
    if (active.length === 0) break;
    await Promise.all(active.map(({ id }) => cancel(ctx, { bookingId: id, byAttendee: false })));
  }
  await ctx.db
    .update(events)
    .set({ cancelPending: false })
    .where(owned(events, ctx, eventId));
}
