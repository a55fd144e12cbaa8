import { sql } from "drizzle-orm";
import type { Call, Visit } from "./visit.server.ts";

/**
 * Has the confirmations of all bookings of the event that an address has sent to it once more, each with a link of its
 * own. Nobody is told whether there were any. What is still waiting to be sent is not doubled, and one network cannot
 * have it done more often than it may ask for its bookings.
 */
export async function sendBookingsTo({ context }: Call, { ctx, event }: Visit, email: string): Promise<void> {
  const limit = await context.rateLimits.take("find", context.clientAddress);
  if (!limit.ok) return;
  // An outbox row bears the id of the history row that it tells of.
  await ctx.db.execute(sql`
    insert into outbox (organization_id, id, booking_id, position, kind, due_at, created_at)
    select h.organization_id, h.id, h.booking_id, h.position, h.kind, now(), now()
    from people p
      join bookings b on b.organization_id = p.organization_id and b.id = p.booking_id
      join history h on h.organization_id = b.organization_id and h.booking_id = b.id and h.kind = 'confirmed'
    where p.organization_id = ${ctx.organizationId} and p.position = 0 and lower(p.email) = ${email.toLowerCase()}
      and b.scope = ${event.id} and b.fate = 'confirmed'
    on conflict do nothing`);
  context.wakeRelay();
}
