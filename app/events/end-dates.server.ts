import { and, eq, isNotNull, sql } from "drizzle-orm";
import { type BookingPart, cancel } from "#app/booking/commands.server.ts";
import { type Ctx, type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { arrayLiteral } from "#db/arrays.ts";
import { sessions } from "#db/schema/index.ts";
import { sessionColumns } from "./find-events.server.ts";

/** Bookings cancelled at a time: enough to fill the engine's batches, few enough to leave room for other requests. */
const BATCH_SIZE = 100;

/**
 * Cancels the remaining bookings of cancelled dates through the engine, which mails their attendees unless the organiser chose
 * not to. A booking keeps its seats of other dates. The pending work is in the database, so that another run resumes it after a
 * crash, and two instances may run it at once. Returns the number of finished dates.
 */
export async function cancelBookingsOfDates(parts: CtxParts): Promise<number> {
  const pending = await parts.db
    .select({
      organizationId: sessions.organizationId,
      id: sessions.id,
      resourceIds: sessionColumns.resourceIds,
      notify: sessions.cancelNotify,
    })
    .from(sessions)
    .where(and(eq(sessions.cancelPending, true), isNotNull(sessions.cancelledAt)))
    .limit(20);
  let finished = 0;
  for (const { organizationId, ...date } of pending) {
    const ctx = systemCtx(parts, organizationId);
    if (await endBookings(ctx, date)) finished += 1;
  }
  return finished;
}

interface EndingDate {
  id: string;
  resourceIds: string[];
  notify: boolean;
}

/** Returns whether no bookings of the date are left. Bookings that changed in the meantime are left to the next run. */
async function endBookings(ctx: Ctx, date: EndingDate): Promise<boolean> {
  let after = "";
  for (;;) {
    const active = await listActive(ctx, date, after);
    await Promise.all(
      active.map(({ id, part }) => cancel(ctx, { bookingId: id, part, notify: date.notify })),
    );
    if (active.length < BATCH_SIZE) break;
    after = active.at(-1)?.id ?? "";
  }
  if ((await listActive(ctx, date, "")).length > 0) return false;
  await ctx.db
    .update(sessions)
    .set({ cancelPending: false })
    .where(owned(sessions, ctx, date.id));
  return true;
}

interface ActiveBooking {
  id: string;
  /** Its lines of the date. If it has no others, the booking itself is cancelled. */
  part: BookingPart;
}

/** A booking that was made by resources alone has no line of the date; then its reservations are the part. */
async function listActive(ctx: Ctx, date: EndingDate, after: string): Promise<ActiveBooking[]> {
  const rows = await ctx.db.execute<{ id: string; part: BookingPart }>(sql`
    select r.booking_id as id, coalesce(
      (select jsonb_build_object('lines', jsonb_agg(jsonb_build_object('position', l.position, 'quantity', l.quantity)))
        from booking_lines l where l.organization_id = ${ctx.organizationId} and l.booking_id = r.booking_id
          and l.session_id = ${date.id} having count(*) > 0),
      jsonb_build_object('reservations',
        jsonb_agg(jsonb_build_object('reservationId', r.id, 'quantity', r.quantity)))) as part
    from reservations r
    where r.organization_id = ${ctx.organizationId} and r.status in ('PENDING', 'CONFIRMED')
      and r.resource_id = any (${arrayLiteral(date.resourceIds)}::text[]) and r.booking_id is not null
      and (${after} = '' or r.booking_id::text > ${after})
    group by r.booking_id
    order by r.booking_id::text
    limit ${BATCH_SIZE}`);
  return rows.map(({ id, part }) => ({ id, part }));
}
