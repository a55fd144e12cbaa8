import { enqueueBookingList } from "#app/mail/enqueue.server.ts";
import type { EventRequest, Visit } from "./visit.server.ts";

/**
 * Queues a mail with the links of all bookings with the organiser, for an address that has reached an event's limit per person.
 * The response does not reveal whether there are any. Counts against the network's limit on searches for bookings.
 */
export async function sendBookingsTo(
  { context }: EventRequest,
  { ctx }: Visit,
  email: string,
): Promise<void> {
  const limit = context.rateLimits.consume("find", context.clientAddress);
  if (!limit.ok) return;
  await enqueueBookingList(ctx.db, email, ctx.organizationId);
  context.wakeRelay();
}
