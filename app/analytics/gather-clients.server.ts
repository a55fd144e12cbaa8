import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";

/** Resources that one round reads. */
export const RESOURCES_PER_ROUND = 500;

/**
 * Gathers who booked how often from what the ledger has gained since the last round, one resource at a time by its sequence:
 * for all organisations, or for one. Only guests and walk-ins count; a booking that was tentative counts from its confirmation on,
 * whenever its rows are read. Concurrent instances share the resources between them. Returns the number of resources it
 * read.
 */
export async function gatherClients(db: Db, organizationId: string | null = null): Promise<number> {
  const rows = await db.execute<{ read: string }>(sql`
    with behind as (
      select r.organization_id, r.id, r.version, coalesce(c.sequence, 0) as read_to
      from resources r left join client_cursors c
        on c.organization_id = r.organization_id and c.resource_id = r.id
      where r.version > coalesce(c.sequence, 0)
        and (${organizationId}::uuid is null or r.organization_id = ${organizationId}::uuid)
      limit ${RESOURCES_PER_ROUND}
    ), cursors as (
      insert into client_cursors as c (organization_id, resource_id, sequence)
      select organization_id, id, version from behind order by organization_id, id
      on conflict (organization_id, resource_id) do update set sequence = excluded.sequence
        where c.sequence = (select b.read_to from behind b
          where b.organization_id = c.organization_id and b.id = c.resource_id)
      returning organization_id, resource_id, sequence
    ), gained as (
      select l.organization_id, k.client_id,
        count(*) filter (where l.kind <> 'freed') as taken,
        coalesce(sum(v.quantity) filter (where l.kind <> 'freed'), 0) as taken_quantity,
        count(*) filter (where l.kind = 'freed') as freed,
        max(l.at) as last_at
      from cursors c
      join behind b on b.organization_id = c.organization_id and b.id = c.resource_id
      join ledger l on l.organization_id = c.organization_id and l.resource_id = c.resource_id
        and l.sequence > b.read_to and l.sequence <= c.sequence and l.kind in ('taken', 'confirmed', 'freed')
      join bookings k on k.organization_id = l.organization_id and k.id = l.booking_id
        and k.kind in ('guest', 'walk_in')
        and case when k.was_tentative then l.booked_delta <> 0 else l.kind <> 'confirmed' end
      join reservations v on v.organization_id = l.organization_id and v.id = l.reservation_id
      group by l.organization_id, k.client_id
    ), written as (
      insert into clients as t (organization_id, client_id, taken, taken_quantity, freed, last_at)
      select organization_id, client_id, taken, taken_quantity, freed, last_at from gained
      order by organization_id, client_id
      on conflict (organization_id, client_id) do update set taken = t.taken + excluded.taken,
        taken_quantity = t.taken_quantity + excluded.taken_quantity, freed = t.freed + excluded.freed,
        last_at = greatest(t.last_at, excluded.last_at)
      -- An inserted row, unlike an updated one, has xmax 0.
      returning organization_id, xmax = 0 as is_new
    ), counted as (
      insert into client_counts as n (organization_id, clients)
      select organization_id, count(*) from written where is_new group by organization_id order by organization_id
      on conflict (organization_id) do update set clients = n.clients + excluded.clients
    )
    select count(*) as read from cursors`);
  return Number(rows[0]?.read ?? 0);
}
