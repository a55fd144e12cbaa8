import { and, eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken } from "#app/platform/secrets.ts";
import { people, tickets } from "#db/schema/index.ts";
import { type BookingDetails, findBookingDetails } from "./booking-details.server.ts";
import { isTicketId } from "./ticket-code.ts";

export interface FoundTicket {
  booking: BookingDetails;
  /** The name of its holder; empty if not given. */
  name: string;
  position: number;
  /** Number of people it admits. */
  admits: number;
  /** When it was replaced or its seat was given up; null if neither. */
  revokedAt: Date | null;
  /** Why it is invalid; undefined for a valid ticket. */
  gone: "cancelled" | "replaced" | undefined;
}

/** Returns the ticket with this id, of any organisation: the id alone authorises. Undefined for any other text. */
export async function findTicket(
  base: Omit<Ctx, "organizationId">,
  id: string,
): Promise<FoundTicket | undefined> {
  if (!isTicketId(id)) return undefined;
  const [row] = await base.db
    .select()
    .from(tickets)
    .where(eq(tickets.ticketHash, hashToken(id)));
  if (!row) return undefined;
  const ctx = { ...base, organizationId: row.organizationId };
  const [booking, [person]] = await Promise.all([
    findBookingDetails(ctx, row.bookingId),
    ctx.db
      .select({ name: people.name })
      .from(people)
      .where(
        and(
          eq(people.organizationId, row.organizationId),
          eq(people.bookingId, row.bookingId),
          eq(people.position, row.position),
        ),
      ),
  ]);
  if (!booking) return undefined;
  const isPerGuest = booking.event.codePer === "guest";
  const replaced = row.revokedAt !== null || (!isPerGuest && row.position > 0);
  return {
    // Holders of a revoked ticket, such as the owner of a mistyped address, must not get the join link.
    booking: replaced ? { ...booking, joinUrl: "" } : booking,
    name: person?.name ?? "",
    position: row.position,
    revokedAt: row.revokedAt,
    admits: isPerGuest ? 1 : booking.seats,
    gone: booking.fate !== "confirmed" ? "cancelled" : replaced ? "replaced" : undefined,
  };
}
