import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Call, Visit } from "./visit.server.ts";

/** One address gets its list this often at most, however often it is asked for. */
const EVERY_MINUTES = 10;

/**
 * Has an address that may book no more of an event sent the links to what it has booked with the organiser. Nobody is
 * told whether there was anything, and one network cannot have it done more often than it may ask for its bookings.
 */
export async function sendBookingsTo({ context }: Call, { ctx }: Visit, email: string): Promise<void> {
  const limit = context.rateLimits.take("find", context.clientAddress);
  if (!limit.ok) return;
  await sendBookingsOf(ctx.db, email, ctx.organizationId);
  context.wakeRelay();
}

/**
 * Puts a mail in line with links to all live bookings of an address, one an organisation where it has booked; of one
 * organisation alone where that is given. One statement, whether there are any or not.
 */
export async function sendBookingsOf(db: Db, email: string, organizationId?: string): Promise<void> {
  const ofOne = organizationId ? sql`and o.id = ${organizationId}` : sql``;
  await db.execute(sql`
    insert into mails (organization_id, id, booking_id, kind, due_at, created_at)
    select distinct on (p.organization_id)
      p.organization_id, gen_random_uuid(), p.booking_id, 'bookings', now(), now()
    from organizations o
    join people p on p.organization_id = o.id and p.position = 0 and lower(p.email) = lower(${email})
    join bookings b on b.organization_id = p.organization_id and b.id = p.booking_id and b.fate = 'confirmed'
    where not exists (
        select 1 from people q
        join mails m on m.organization_id = q.organization_id and m.booking_id = q.booking_id
        where q.organization_id = o.id and q.position = 0 and lower(q.email) = lower(${email})
          and m.kind = 'bookings' and m.created_at > now() - make_interval(mins => ${EVERY_MINUTES}))
      ${ofOne}
    order by p.organization_id, b.created_at desc`);
}
