import { revokeOtherLinks } from "#app/booking/link-tokens.server.ts";
import { changeEmail } from "#app/booking/people.server.ts";
import { enqueueCorrected, wasCorrected } from "#app/mail/enqueue.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import type { BookingDetails } from "./booking-details.server.ts";
import { revokeTickets } from "./tickets.server.ts";

const MINUTES = 15;

/** Until when this booking's address can be put right; undefined where it was before, or is too late. */
export async function correctableUntil(ctx: Ctx, booking: BookingDetails): Promise<Date | undefined> {
  const until = new Date(booking.createdAt.getTime() + MINUTES * 60_000);
  if (booking.fate !== "confirmed" || until <= ctx.now) return undefined;
  return (await wasCorrected(ctx, booking.id)) ? undefined : until;
}

/**
 * Puts the address of a booking right, once, and sends its mail again. What the wrong address may have received lets
 * nobody in any more: its links and its codes; `token`, by which this was asked for, still does. Refuses with
 * ADDRESS_NOT_CORRECTABLE where the address was put right before, or it is too late.
 */
export function correctAddress(
  ctx: Ctx,
  booking: BookingDetails,
  { email, token }: { email: string; token: string },
): Promise<CommandResult<"ADDRESS_NOT_CORRECTABLE">> {
  const refused = { ok: false, refusal: "ADDRESS_NOT_CORRECTABLE" } as const;
  return transact(ctx, async (tx) => {
    if (!(await correctableUntil(tx, booking))) return refused;
    // Sent twice at once, the second finds the mail of the first.
    if (!(await enqueueCorrected(tx, booking.id))) return refused;
    await changeEmail(tx, booking.id, email);
    await revokeOtherLinks(tx, booking.id, token);
    await revokeTickets(tx, booking.id, "all");
    return { ok: true };
  });
}
