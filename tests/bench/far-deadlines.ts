import type postgres from "postgres";
import { ORGANIZATION, SPREAD } from "./fill.ts";

/**
 * Adds so many blocks of one seat, with deadlines up to a year ahead, to the resources of `spread`, with their ledgers.
 * Answers how many seats they hold.
 */
export async function addBlocks(sql: postgres.Sql, blocks: number): Promise<number> {
  if (blocks === 0) return 0;
  const organization = `'${ORGANIZATION}'::uuid`;
  const each = Math.ceil(blocks / SPREAD.length);
  await sql`set session_replication_role = replica`;
  await sql.unsafe(`create temp table kept as
    select 'spread-' || r as resource_id, n + 1 as sequence, gen_random_uuid() as booking_id,
      gen_random_uuid() as reservation_id, gen_random_uuid() as request_id,
      'Z' || lpad(translate((r * ${each} + n)::text, '01', 'AB'), 7, 'C') as reference,
      now() + (r * ${each} + n) * interval '10 minutes' as until
    from generate_series(0, ${SPREAD.length - 1}) r, generate_series(1, ${each}) n`);
  await sql.unsafe(`insert into bookings (organization_id, id, reference, fate, kind, client_id, expires_at, request_id,
      created_at, updated_at)
    select ${organization}, booking_id, reference, 'pending', 'block', 'desk', until, request_id,
      now() - interval '1 day', now() from kept`);
  await sql.unsafe(`insert into reservations (organization_id, id, booking_id, resource_id, client_id, quantity, status,
      sequence, decided_at, created_at)
    select ${organization}, reservation_id, booking_id, resource_id, 'desk', 1, 'PENDING', sequence,
      now() - interval '1 day', now() - interval '1 day' from kept`);
  await sql.unsafe(`insert into ledger (organization_id, resource_id, sequence, kind, booking_id, reservation_id,
      request_id, booked_delta, held_delta, booked, held, set_aside, capacity, at, hash)
    select ${organization}, k.resource_id, k.sequence, 'taken', booking_id, reservation_id, request_id, 0, 1, 0,
      k.sequence - 1, 0, r.capacity, now() - interval '1 day', sha256(k.sequence::text::bytea)
    from kept k join resources r on r.organization_id = ${organization} and r.id = k.resource_id`);
  await sql.unsafe(`update resources set held = ${each}, blocked = ${each}, version = ${each + 1},
      lowest_margin = capacity - ${each}
    where organization_id = ${organization} and id like 'spread-%'`);
  await sql.unsafe("vacuum analyze bookings, reservations, ledger, resources");
  // As a copy of a filled database begins: what was added is written before anybody is measured.
  await sql`checkpoint`;
  return each * SPREAD.length;
}
