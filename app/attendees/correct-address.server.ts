import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { hashToken } from "#app/platform/secrets.ts";
import { linkTokens, mails, people } from "#db/schema/index.ts";
import type { BookingDetails } from "./booking-details.server.ts";
import { revokeTickets } from "./tickets.server.ts";

const MINUTES = 15;

/** Until when this booking's address can be put right; undefined where it was before, or is too late. */
export async function correctableUntil(ctx: Ctx, booking: BookingDetails): Promise<Date | undefined> {
  const until = new Date(booking.createdAt.getTime() + MINUTES * 60_000);
  if (booking.fate !== "confirmed" || until <= ctx.now) return undefined;
  const [before] = await ctx.db
    .select({ id: mails.id })
    .from(mails)
    .where(and(ofBooking(ctx, booking), eq(mails.kind, "corrected")))
    .limit(1);
  return before ? undefined : until;
}

/**
 * Puts the address of a booking right, once, and sends its mail again. What the wrong address may have received lets
 * nobody in any more: its links and its codes; `token`, by which this was asked for, still does. Answers false where the
 * address was put right before, or is too late.
 */
export function correctAddress(
  ctx: Ctx,
  booking: BookingDetails,
  { email, token }: { email: string; token: string },
): Promise<boolean> {
  return transact(ctx, async (tx) => {
    if (!(await correctableUntil(tx, booking))) return false;
    const { organizationId } = ctx;
    // Sent twice at once, the second finds the row of the first: the index allows one.
    const [queued] = await tx.tx
      .insert(mails)
      .values({
        organizationId,
        id: newId(),
        bookingId: booking.id,
        kind: "corrected",
        dueAt: sql`now()`,
        createdAt: sql`now()`,
      })
      .onConflictDoNothing()
      .returning({ id: mails.id });
    if (!queued) return false;
    await tx.tx
      .update(people)
      .set({ email })
      .where(
        and(
          eq(people.organizationId, organizationId),
          eq(people.bookingId, booking.id),
          eq(people.position, 0),
        ),
      );
    // What has not gone out yet would only go out twice.
    await tx.tx
      .delete(mails)
      .where(
        and(
          ofBooking(ctx, booking),
          eq(mails.state, "queued"),
          inArray(mails.kind, ["confirmed", "resent"]),
          sql`${mails.attempts} = 0 or ${mails.lastError} is not null`,
        ),
      );
    await tx.tx
      .delete(linkTokens)
      .where(
        and(
          eq(linkTokens.organizationId, organizationId),
          eq(linkTokens.bookingId, booking.id),
          ne(linkTokens.tokenHash, await hashToken(token)),
        ),
      );
    await revokeTickets(tx, booking.id, "all");
    return true;
  });
}

const ofBooking = (ctx: Ctx, booking: BookingDetails) =>
  and(eq(mails.organizationId, ctx.organizationId), eq(mails.bookingId, booking.id));
