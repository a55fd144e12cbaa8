import type postgres from "postgres";
import { createResources } from "#app/booking/commands.server.ts";
import { NO_RULES } from "#app/booking/world.ts";
import { systemCtx, transact } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { partsOf } from "#tests/support/ctx.ts";

/** The organisation of most scenarios, and those that have one resource each. */
export const ORGANIZATION = organizationId(0);
export const TENANTS = Array.from({ length: 100 }, (_, index) => organizationId(index + 1));

/** One resource that everybody wants; one that has no seat left; a hundred and a thousand beside each other. */
export const HOT = "hot";
export const FULL = "full";
export const SPREAD = Array.from({ length: 100 }, (_, index) => `spread-${index}`);
export const SKEWED = Array.from({ length: 1000 }, (_, index) => `skewed-${index}`);

export const FULL_CAPACITY = 1000;
const AMPLE = 1_000_000_000;
const PAST_RESOURCES = 200;

/** Makes organisations, resources, and so many bookings of other resources; then analyses the tables. */
export async function fill(db: Db, sql: postgres.Sql, bookings: number): Promise<void> {
  for (const id of [ORGANIZATION, ...TENANTS]) {
    await sql`insert into organizations (id, name, time_zone) values (${id}, 'Bench', 'UTC')`;
  }
  await makeResources(db, ORGANIZATION, [HOT, ...SPREAD, ...SKEWED], AMPLE);
  await makeResources(db, ORGANIZATION, [FULL], FULL_CAPACITY);
  for (const tenant of TENANTS) await makeResources(db, tenant, [HOT], AMPLE);
  // References between rows that are made together need no check: the rows are right by construction.
  await sql`set session_replication_role = replica`;
  for (const text of past(bookings)) await sql.unsafe(text);
  await sql.unsafe("vacuum analyze");
}

async function makeResources(db: Db, organizationId: string, ids: string[], capacity: number): Promise<void> {
  const ctx = systemCtx(partsOf(db), organizationId);
  const resources = ids.map((id) => ({ id, type: "pool", capacity, rules: NO_RULES }));
  await transact(ctx, (tx) => createResources(tx, resources));
}

function organizationId(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

/** Statements that write bookings of the last thirty days, in the order in which they were made. */
function past(bookings: number): string[] {
  const organization = `'${ORGANIZATION}'::uuid`;
  const id = (salt: string) => `pg_temp.past_id(ms, '${salt}' || i)`;
  // The factor has no divisor in common with 30 ^ 8, so that no two numbers have the same reference.
  const place = (power: number) =>
    `substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', (i * 611953201117 % 656100000000 / ${30 ** power} % 30 + 1)::int, 1)`;
  const reference = [0, 1, 2, 3, 4, 5, 6, 7].map(place).join(" || ");
  return [
    `create function pg_temp.past_id(ms bigint, salt text) returns uuid language sql immutable as $$
      select (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(salt), 1, 3) || '8' || substr(md5(salt), 4, 15))::uuid $$`,
    // The factor has no divisor in common with 30^8, so that no two numbers have the same reference.
    `create temp table given as
      select i, 'past-' || i % ${PAST_RESOURCES} as resource_id, i / ${PAST_RESOURCES} + 2 as sequence,
        ${id("booking")} as booking_id, ${id("reservation")} as reservation_id, ${id("request")} as request_id,
        ${id("history")} as history_id, to_timestamp(ms / 1000.0) as at, 'guest' || i || '@example.org' as email
      from (select i, floor(extract(epoch from now()) * 1000)::bigint - 86400000
          - (${bookings} - i) * (2592000000 / ${bookings}) as ms
        from generate_series(0::bigint, ${bookings - 1}) as i) as moments`,
    `insert into resources (organization_id, id, type, capacity, booked, version, head, lowest_margin, created_at)
      select ${organization}, resource_id, 'pool', ${AMPLE}, count(*), count(*) + 1, sha256('head'),
        ${AMPLE} - count(*), min(at) from given group by resource_id`,
    `insert into bookings (organization_id, id, reference, fate, client_id, request_id, created_at, updated_at)
      select ${organization}, booking_id, ${reference}, 'confirmed', email, request_id, at, at from given`,
    `insert into reservations (organization_id, id, booking_id, resource_id, client_id, quantity, status, sequence,
        decided_at, created_at)
      select ${organization}, reservation_id, booking_id, resource_id, email, 1, 'CONFIRMED', sequence, at, at
      from given`,
    `insert into ledger (organization_id, resource_id, sequence, kind, request_id, booked_delta, held_delta, booked,
        held, set_aside, capacity, at, hash)
      select ${organization}, id, 1, 'created', gen_random_uuid(), 0, 0, 0, 0, 0, capacity, created_at, sha256('head')
      from resources where id like 'past-%'`,
    `insert into ledger (organization_id, resource_id, sequence, kind, booking_id, reservation_id, request_id,
        booked_delta, held_delta, booked, held, set_aside, capacity, at, hash)
      select ${organization}, resource_id, sequence, 'taken', booking_id, reservation_id, request_id, 1, 0,
        sequence - 1, 0, 0, ${AMPLE}, at, sha256(i::text::bytea) from given`,
    `insert into history (organization_id, id, booking_id, position, kind, actor, request_id, at)
      select ${organization}, history_id, booking_id, 1, 'confirmed', 'guest', request_id, at from given`,
    `insert into idempotency_keys (organization_id, key_hash, fingerprint, outcome, booking_id, sequence, remaining,
        created_at, expires_at)
      select ${organization}, sha256(('key' || i)::bytea), sha256(i::text::bytea), 'ok', booking_id, sequence,
        ${AMPLE} - sequence, at, at + interval '40 days' from given`,
    `insert into people (organization_id, booking_id, position, name, email, locale)
      select ${organization}, booking_id, 0, 'Guest ' || i, email, 'en' from given`,
    `insert into link_tokens (organization_id, token_hash, booking_id, created_at)
      select ${organization}, sha256(('link' || i)::bytea), booking_id, at from given`,
  ];
}
