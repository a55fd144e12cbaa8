import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";

/** One address gets its list this often at most, however often it is asked for. */
const EVERY_MINUTES = 10;

/**
 * Puts a mail in line with links to all live bookings of an address, one an organisation where it has booked; of one
 * organisation alone where that is given. The address must be the bookings' own, whatever its case. One statement,
 * whether there are any or not: what it does nobody is told.
 */
export async function sendBookingsOf(db: Db, email: string, organizationId?: string): Promise<void> {
  await db.execute(sql`
    insert into mails (organization_id, id, booking_id, kind, due_at, created_at)
    select distinct on (p.organization_id)
      p.organization_id, gen_random_uuid(), p.booking_id, 'bookings', now(), now()
    from organizations o
    join people p on p.organization_id = o.id and p.position = 0 and lower(p.email) = lower(${email})
    join bookings b on b.organization_id = p.organization_id and b.id = p.booking_id and b.fate = 'confirmed'
    where (${organizationId ?? null}::uuid is null or o.id = ${organizationId ?? null}::uuid)
      and not exists (
        select 1 from people q
        join mails m on m.organization_id = q.organization_id and m.booking_id = q.booking_id
        where q.organization_id = o.id and q.position = 0 and lower(q.email) = lower(${email})
          and m.kind = 'bookings' and m.created_at > now() - make_interval(mins => ${EVERY_MINUTES}))
    order by p.organization_id, b.created_at desc`);
}
