import { and, asc, eq, inArray } from "drizzle-orm";
import { type BookingRule, isBookingRule } from "#app/booking/refusals.ts";
import type { Session } from "#app/events/event.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { history, reservations } from "#db/schema/index.ts";
import { type BookingDetails, listSessionsClaiming, sessionsFor } from "./booking-details.server.ts";

/** A change of a booking, with its seats and session at that time. */
export interface TimelineEntry {
  id: string;
  kind: "confirmed" | "changed" | "cancelled";
  at: Date;
  by: "guest" | "organiser" | "program";
  seats: number;
  session: Session | undefined;
  /** The booking rules that the organiser overrode. */
  overridden: BookingRule[];
}

interface Claim {
  resourceId: string;
  quantity: number;
  status: string;
  createdAt: Date;
  decidedAt: Date;
}

/** Returns the changes of a booking, oldest first. Seats and sessions are derived from its reservations. */
export async function listTimeline(
  ctx: Ctx,
  booking: Pick<BookingDetails, "id" | "event">,
): Promise<TimelineEntry[]> {
  const [rows, claims] = await Promise.all([
    ctx.db
      .select({
        id: history.id,
        kind: history.kind,
        at: history.at,
        actor: history.actor,
        actsAs: history.actsAs,
        warnings: history.warnings,
      })
      .from(history)
      .where(
        and(
          eq(history.organizationId, ctx.organizationId),
          eq(history.bookingId, booking.id),
          inArray(history.kind, ["confirmed", "changed", "cancelled"]),
        ),
      )
      .orderBy(asc(history.position)),
    ctx.db
      .select({
        resourceId: reservations.resourceId,
        quantity: reservations.quantity,
        status: reservations.status,
        createdAt: reservations.createdAt,
        decidedAt: reservations.decidedAt,
      })
      .from(reservations)
      .where(
        and(eq(reservations.organizationId, ctx.organizationId), eq(reservations.bookingId, booking.id)),
      ),
  ]);
  const candidates = await listSessionsClaiming(
    ctx,
    booking.event.id,
    claims.map((claim) => claim.resourceId),
  );
  return rows.map(({ id, kind, at, actor, actsAs, warnings }) => {
    const taken = claims.filter((claim) => countsAt(claim, at));
    const resourceIds = taken.map((claim) => claim.resourceId);
    const touched = candidates.filter((each) => each.resourceIds.some((it) => resourceIds.includes(it)));
    const [session] = sessionsFor(touched, resourceIds);
    const by = actor === "guest" ? "guest" : actor === "key" ? "program" : "organiser";
    const seats = taken[0]?.quantity ?? 0;
    // Rules that the system overrides, such as the deadline when it cancels the bookings of an event, are not shown.
    const overridden = actsAs === "desk" ? (warnings ?? []).filter(isBookingRule) : [];
    return { id, kind: kind as TimelineEntry["kind"], at, by, seats, session, overridden };
  });
}

/** Returns whether a claim was active at a time. A change ends and creates reservations at exactly the time of its row. */
function countsAt(claim: Claim, at: Date): boolean {
  const ended = claim.status === "CANCELLED" || claim.status === "EXPIRED";
  return claim.createdAt <= at && !(ended && claim.decidedAt <= at);
}
