import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken } from "#app/platform/secrets.ts";
import { bookings, linkTokens } from "#db/schema/index.ts";
import { type BookingDetails, findBookingDetails } from "./booking-details.server.ts";

/** How long after the last session a link stays valid, in milliseconds. */
const VALID_AFTER_END_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Returns the booking of an attendee's link, with a Ctx of its organisation. The token authorises; the reference must match.
 * Undefined for any invalid link, whatever the reason.
 */
export async function findByLink(
  base: Omit<Ctx, "organizationId">,
  reference: string,
  token: string | null,
): Promise<{ ctx: Ctx; booking: BookingDetails } | undefined> {
  if (!token || token.length > 100) return undefined;
  const [found] = await base.db
    .select({
      organizationId: linkTokens.organizationId,
      bookingId: linkTokens.bookingId,
      reference: bookings.reference,
    })
    .from(linkTokens)
    .innerJoin(
      bookings,
      and(eq(bookings.organizationId, linkTokens.organizationId), eq(bookings.id, linkTokens.bookingId)),
    )
    .where(
      and(
        eq(linkTokens.tokenHash, hashToken(token)),
        or(isNull(linkTokens.expiresAt), gt(linkTokens.expiresAt, sql`now()`)),
      ),
    );
  if (found?.reference !== reference) return undefined;
  const ctx = { ...base, organizationId: found.organizationId };
  const booking = await findBookingDetails(ctx, found.bookingId);
  const last = booking?.sessions.at(-1);
  if (!booking || !last || last.endsAt.getTime() + VALID_AFTER_END_MS < ctx.now.getTime()) return undefined;
  return { ctx, booking };
}
