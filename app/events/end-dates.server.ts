import { and, eq, isNotNull, sql } from "drizzle-orm";
import { cancel } from "#app/booking/commands.server.ts";
import { type Ctx, type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { arrayLiteral } from "#db/arrays.ts";
import { sessions } from "#db/schema/index.ts";
import { sessionColumns } from "./find-events.server.ts";

/** How many bookings of a date are cancelled at a time: enough for the engine's batches, and room for others. */
const AT_A_TIME = 100;

/**
 * Cancels what is still booked of cancelled dates, each booking through the engine, which notifies its guest unless the
 * organiser did not want that. A booking that has seats of other dates too keeps those. What is left to do stands in the
 * database, so a crash on the way costs nothing, and two instances do no harm. Answers how many dates it has finished.
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

/** Returns whether nothing is booked of the date any more. What changed in the meantime is left to the next round. */
async function endBookings(ctx: Ctx, date: EndingDate): Promise<boolean> {
  let after = "";
  for (;;) {
    const active = await listActive(ctx, date, after);
    await Promise.all(
      active.map(({ id, part }) =>
        cancel(ctx, { bookingId: id, byAttendee: false, part, notify: date.notify }),
      ),
    );
    if (active.length < AT_A_TIME) break;
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
  /** What it takes of the date. All that it takes is cancelled as the whole booking. */
  part: { reservationId: string; quantity: number }[];
}

async function listActive(ctx: Ctx, { resourceIds }: EndingDate, after: string): Promise<ActiveBooking[]> {
  const rows = await ctx.db.execute<{ id: string; part: ActiveBooking["part"] }>(sql`
    select r.booking_id as id, jsonb_agg(jsonb_build_object('reservationId', r.id, 'quantity', r.quantity)) as part
    from reservations r
    where r.organization_id = ${ctx.organizationId} and r.status in ('PENDING', 'CONFIRMED')
      and r.resource_id = any (${arrayLiteral(resourceIds)}::text[]) and r.booking_id is not null
      and (${after} = '' or r.booking_id::text > ${after})
    group by r.booking_id
    order by r.booking_id::text
    limit ${AT_A_TIME}`);
  return rows.map(({ id, part }) => ({ id, part }));
}
