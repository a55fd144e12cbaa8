import { and, eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken } from "#app/platform/secrets.ts";
import { people, tickets } from "#db/schema/index.ts";
import { type BookingDetails, findBookingDetails } from "./booking-details.server.ts";
import { isTicketId } from "./ticket-code.ts";

export interface FoundTicket {
  booking: BookingDetails;
  /** Whose it is; empty where nobody has said it. */
  name: string;
  position: number;
  /** How many it lets in. */
  admits: number;
  /** When it was replaced or its seat given up; null where neither has happened. */
  revokedAt: Date | null;
  /** Why it no longer lets anyone in; undefined where it does. */
  gone: "cancelled" | "replaced" | undefined;
}

/** The ticket that an id names, of whatever organisation: the id alone lets in. Undefined for every other text. */
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
    // Who has given up a seat, or got the ticket by a mistyped address, joins no more.
    booking: replaced ? { ...booking, joinUrl: "" } : booking,
    name: person?.name ?? "",
    position: row.position,
    revokedAt: row.revokedAt,
    admits: isPerGuest ? 1 : booking.seats,
    gone: booking.fate !== "confirmed" ? "cancelled" : replaced ? "replaced" : undefined,
  };
}
