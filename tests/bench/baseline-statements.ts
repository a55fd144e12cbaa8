/**
 * The statements of the baseline: constant text, prepared, with plain values where a booking has one of a thing and one
 * array a column where it has one a claim. A hash that stands alone is given as hexadecimal digits.
 */

/** $1 organisation, $2 booking. */
export const RESOLVE = `
select b.fate, floor(extract(epoch from b.expires_at) * 1000) as expires_at,
  (select count(*) from history h where h.organization_id = $1::uuid and h.booking_id = $2::uuid) as changes,
  r.id as reservation_id, r.resource_id, r.quantity
from bookings b join reservations r on r.organization_id = b.organization_id and r.booking_id = b.id
where b.organization_id = $1::uuid and b.id = $2::uuid and r.status in ('PENDING', 'CONFIRMED')
order by r.resource_id`;

/** $1 organisation, $2 resources. */
export const LOCK = `
select id, capacity, booked, held, set_aside, state, version, lowest_margin, head, max_per_booking,
  floor(extract(epoch from opens_at) * 1000) as opens_at, floor(extract(epoch from closes_at) * 1000) as closes_at
from resources where organization_id = $1::uuid and id = any($2::text[])
order by organization_id, id for update`;

/** $1 organisation, $2 key. */
export const LOOK = `
select floor(extract(epoch from statement_timestamp()) * 1000) as now,
  (select coalesce(value ->> 'message', '') from settings
    where name = 'maintenance' and (value ->> 'enabled')::boolean
      and organization_id in ($1::uuid, '00000000-0000-0000-0000-000000000000') limit 1) as maintenance,
  (select json_build_array(encode(fingerprint, 'hex'), outcome, booking_id)
    from idempotency_keys where organization_id = $1::uuid and key_hash = decode($2, 'hex')) as kept`;

/** $1 organisation, $2 time, $3 to $8 and $12 to $15 the moves, the rest what is said of them once. */
const MOVED = `
moved as (
  update resources t set booked = g.booked, held = g.held, version = g.version, head = g.head,
    lowest_margin = g.lowest_margin
  from unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bytea[], $8::bigint[])
    as g(id, booked, held, version, head, lowest_margin)
  where t.organization_id = $1::uuid and t.id = g.id
), entered as (
  insert into ledger (organization_id, resource_id, sequence, kind, booking_id, reservation_id, request_id,
    booked_delta, held_delta, booked, held, set_aside, capacity, at, hash)
  select $1::uuid, resource_id, version, $9, $10::uuid, reservation_id, $11::uuid, booked_delta, held_delta,
    booked, held, 0, capacity, $2::timestamptz, head
  from unnest($3::text[], $6::bigint[], $12::uuid[], $13::bigint[], $14::bigint[], $4::bigint[], $5::bigint[],
    $15::bigint[], $7::bytea[])
    as g(resource_id, version, reservation_id, booked_delta, held_delta, booked, held, capacity, head)
), told as (
  insert into history (organization_id, id, booking_id, position, kind, actor, acts_as, request_id, at)
  values ($1::uuid, $16::uuid, $10::uuid, $17::bigint, $18, 'guest', 'attendee', $11::uuid, $2::timestamptz)
), promised as (
  insert into outbox (organization_id, id, booking_id, position, kind, due_at, created_at)
  values ($1::uuid, $16::uuid, $10::uuid, $17::bigint, $18, $2::timestamptz, $2::timestamptz)
), counted as (
  insert into resource_days as t (organization_id, resource_id, day, taken, taken_quantity, freed, freed_quantity,
    rejected, rejected_quantity)
  select $1::uuid, resource_id, ($2::timestamptz at time zone 'UTC')::date, taken::int, taken::int * quantity,
    (not taken)::int, (not taken)::int * quantity, 0, 0
  from (select resource_id, booked_delta + held_delta > 0 as taken, abs(booked_delta + held_delta) as quantity
    from unnest($3::text[], $13::bigint[], $14::bigint[]) as g(resource_id, booked_delta, held_delta)) g
  where quantity > 0
  on conflict (organization_id, resource_id, day) do update set taken = t.taken + excluded.taken,
    taken_quantity = t.taken_quantity + excluded.taken_quantity, freed = t.freed + excluded.freed,
    freed_quantity = t.freed_quantity + excluded.freed_quantity
)`;

const keyed = (first: number, booking: string) => `
keyed as (
  insert into idempotency_keys (organization_id, key_hash, fingerprint, outcome, booking_id, sequence, remaining,
    details, created_at, expires_at)
  select $1::uuid, decode($${first}, 'hex'), decode($${first + 1}, 'hex'), $${first + 2}::text, ${booking}, $${first + 3}::bigint,
    $${first + 4}::bigint, $${first + 6}::jsonb, $2::timestamptz, $${first + 5}::timestamptz
  where $${first} is not null
)`;

/** A new booking: the moves, $19 to $25 the key, $26 to $29 the booking, $30 and $31 its claims, $32 to $36 its person. */
export const TAKE = `with ${MOVED}, ${keyed(19, "$10::uuid")}, booked as (
  insert into bookings (organization_id, id, reference, fate, client_id, expires_at, source, request_id, created_at,
    updated_at)
  values ($1::uuid, $10::uuid, $26, $27, $28, $29::timestamptz, $36, $11::uuid, $2::timestamptz, $2::timestamptz)
), reserved as (
  insert into reservations (organization_id, id, booking_id, resource_id, client_id, quantity, status, sequence,
    decided_at, created_at)
  select $1::uuid, id, $10::uuid, resource_id, $28, quantity, $31, sequence, $2::timestamptz, $2::timestamptz
  from unnest($12::uuid[], $3::text[], $30::bigint[], $6::bigint[]) as g(id, resource_id, quantity, sequence)
), attending as (
  insert into people (organization_id, booking_id, position, name, email, locale)
  values ($1::uuid, $10::uuid, 0, $32, $33, $34)
), linked as (
  insert into link_tokens (organization_id, token_hash, booking_id, created_at)
  values ($1::uuid, decode($35, 'hex'), $10::uuid, $2::timestamptz)
) select 1`;

/** A booking that is confirmed or cancelled: the moves, $19 to $25 the key, $26 its fate, $27 its claims' status. */
export const MOVE = `with ${MOVED}, ${keyed(19, "$10::uuid")}, booked as (
  update bookings set fate = $26, updated_at = $2::timestamptz
  where organization_id = $1::uuid and id = $10::uuid
), reserved as (
  update reservations t set status = $27, sequence = g.sequence, decided_at = $2::timestamptz
  from unnest($12::uuid[], $6::bigint[]) as g(id, sequence) where t.organization_id = $1::uuid and t.id = g.id
) select 1`;

/** A refusal: $3 to $9 the key, $10 the client, and its claims. */
export const REFUSE = `with ${keyed(3, "null::uuid")}, rejected as (
  insert into reservations (organization_id, id, resource_id, client_id, quantity, status, rejection_reason, sequence,
    decided_at, created_at)
  select $1::uuid, id, resource_id, $10, quantity, 'REJECTED', $5, sequence, $2::timestamptz, $2::timestamptz
  from unnest($11::uuid[], $12::text[], $13::bigint[], $14::bigint[]) as g(id, resource_id, quantity, sequence)
), counted as (
  insert into resource_days as t (organization_id, resource_id, day, taken, taken_quantity, freed, freed_quantity,
    rejected, rejected_quantity)
  select $1::uuid, resource_id, ($2::timestamptz at time zone 'UTC')::date, 0, 0, 0, 0, 1, quantity
  from unnest($12::text[], $13::bigint[]) as g(resource_id, quantity)
  on conflict (organization_id, resource_id, day) do update set rejected = t.rejected + excluded.rejected,
    rejected_quantity = t.rejected_quantity + excluded.rejected_quantity
) select 1`;
