import { sql } from "drizzle-orm";
import { fromUpcomingBookings } from "#app/events/end-event.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { type BookingDetails, findBookingDetails } from "./booking-details.server.ts";

/** Returns a confirmed booking of the event, or of one date, as an example; undefined if there is none. */
export async function findUpcomingBooking(
  ctx: Ctx,
  eventId: string,
  sessionId?: string,
): Promise<BookingDetails | undefined> {
  const ofDate = sessionId === undefined ? sql`` : sql`and s.id = ${sessionId}`;
  const [row] = await ctx.db.execute<{ id: string }>(
    sql`select b.id ${fromUpcomingBookings(ctx, eventId)} and b.fate = 'confirmed' ${ofDate} order by s.starts_at limit 1`,
  );
  return row && findBookingDetails(ctx, row.id);
}
