import { enqueueBookingList } from "#app/mail/enqueue.server.ts";
import type { Call, Visit } from "./visit.server.ts";

/**
 * Has an address that may book no more of an event sent the links to what it has booked with the organiser. Nobody is
 * told whether there was anything, and one network cannot have it done more often than it may ask for its bookings.
 */
export async function sendBookingsTo({ context }: Call, { ctx }: Visit, email: string): Promise<void> {
  const limit = context.rateLimits.take("find", context.clientAddress);
  if (!limit.ok) return;
  await enqueueBookingList(ctx.db, email, ctx.organizationId);
  context.wakeRelay();
}
