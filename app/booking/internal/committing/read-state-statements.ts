import { HAS_STANDBY } from "#db/statements.ts";
import { LINES } from "./line-facts.ts";

/** The SQL that reads the state. */

/**
 * The clock is read while the statement runs: it may share a message with the lock, and `statement_timestamp()` would be
 * from before the wait for the lock.
 */
export const CLOCK = "clock as materialized (select clock_timestamp() as at)";

const NOW_AND_MAINTENANCE = `
  floor(extract(epoch from (select at from clock)) * 1000) as now,
  (select coalesce(value ->> 'message', '') from settings
    where name = 'maintenance' and (value ->> 'enabled')::boolean
      and organization_id in ($1::uuid, '00000000-0000-0000-0000-000000000000')
    order by organization_id limit 1) as maintenance`;

/**
 * The oldest overdue holds of the organisation ($1). The order and the limit pin the plan to `bookings_overdue_index`: without
 * statistics of pending bookings alone, the planner would expect a third of them, and read all blocks with far deadlines. The
 * sweep leaves few; if it is behind, what exceeds the limit is freed by the sweep.
 */
export const DUE = `due as materialized (
  select id, expires_at from bookings
  where organization_id = $1::uuid and fate = 'pending' and expires_at <= (select at from clock)
  order by expires_at limit 1000
)`;

/** Joins `due` to one reservation on the resources, by the booking: the limit keeps the planner from starting at the resources. */
export const joinDue = (resources: string) => `due d cross join lateral (
    select 1 from reservations r where r.organization_id = $1::uuid and r.booking_id = d.id
      and r.resource_id = any(${resources}::text[]) limit 1) claim`;

/** Parameters: $1 organisation, $2 keys, $3 resources. */
export const READ_STATE_LEAN = `
with ${CLOCK}, ${DUE}
select ${NOW_AND_MAINTENANCE},
  exists (select 1 from idempotency_keys where organization_id = $1::uuid and key_hash = any($2::bytea[]))
  or exists (select 1 from ${joinDue("$3")}) as more`;

/** The members of a booking's JSON object, from a row `b`. */
export const BOOKING_FACTS = `
    'id', b.id, 'reference', b.reference, 'fate', b.fate, 'clientId', b.client_id, 'scope', b.scope,
    'person', encode(b.person, 'hex'), 'counted', b.counted,
    'holder', encode(b.holder, 'hex'), 'network', encode(b.network, 'hex'),
    'wideNetwork', encode(b.wide_network, 'hex'),
    'kind', b.kind, 'source', b.source, 'metadata', b.metadata,
    'expiresAt', floor(extract(epoch from b.expires_at) * 1000),
    'createdAt', floor(extract(epoch from b.created_at) * 1000)`;

/**
 * Parameters: $1 organisation, $2 bookings, $3 keys, $4 requests, $5 resources, $6 holders, $7 networks, $8 persons,
 * $9 bookings that may grow, $10 bookings that may be extended, $11 the period in milliseconds in which holds count as
 * renewals. Each condition on pending bookings is a separate branch, so that each uses its own index.
 */
export const READ_STATE = `
with ${CLOCK}, ${DUE}, kept as (
  select * from idempotency_keys where organization_id = $1::uuid and key_hash = any($3::bytea[])
), done as (
  select h.request_id, h.booking_id, h.position, h.at, h.warnings, decided.sequence, decided.remaining
  from history h left join lateral (
    select coalesce(lowered.sequence, l.sequence) as sequence,
      coalesce(lowered.capacity, l.capacity) - l.booked - l.held - l.set_aside as remaining
    from ledger l left join ledger lowered on lowered.organization_id = l.organization_id
      and lowered.resource_id = l.resource_id and lowered.sequence = l.sequence + 1
      and lowered.request_id = l.request_id and lowered.kind = 'capacity'
    where l.organization_id = $1::uuid and l.booking_id = h.booking_id and l.request_id = h.request_id
      and l.resource_id = (select r.resource_id from reservations r
        where r.organization_id = $1::uuid and r.booking_id = h.booking_id order by r.created_at, r.id limit 1)
    order by l.sequence desc limit 1
  ) decided on true
  where h.organization_id = $1::uuid and h.request_id = any($4::uuid[])
), overdue as (
  select d.id from ${joinDue("$5")} order by d.expires_at limit 200
), growing as (
  select network, wide_network from bookings
  where organization_id = $1::uuid and id = any($9::uuid[]) and fate = 'pending'
), renewing as (
  select id from bookings where organization_id = $1::uuid and fate <> 'confirmed'
    and holder = any($6::bytea[] || array(
      select holder from bookings where organization_id = $1::uuid and id = any($10::uuid[])))
    and created_at > (select at from clock) - $11::bigint * interval '1 millisecond'
    and scope in (select scope from resources where organization_id = $1::uuid and id = any($5::text[]))
), concerned as (
  select * from bookings where organization_id = $1::uuid and id in (
    select unnest($2::uuid[]) union select id from overdue union select id from renewing
    union select id from bookings where organization_id = $1::uuid and fate = 'pending' and holder = any($6::bytea[])
    union select id from bookings where organization_id = $1::uuid and fate = 'pending' and network = any($7::bytea[])
    union select id from bookings where organization_id = $1::uuid and fate = 'pending'
      and wide_network = any($7::bytea[])
    union select id from bookings where organization_id = $1::uuid and fate = 'pending'
      and network = any(select network from growing)
    union select id from bookings where organization_id = $1::uuid and fate = 'pending'
      and wide_network = any(select wide_network from growing)
  )
)
select ${NOW_AND_MAINTENANCE},
  (select json_agg(json_build_object(
    ${BOOKING_FACTS},
    'changes', (select count(*) from history h where h.organization_id = $1::uuid and h.booking_id = b.id),
    'extended', exists (select 1 from history h where h.organization_id = $1::uuid and h.booking_id = b.id
      and h.kind = 'extended'),
    'reservations', (select json_agg(json_build_object('id', r.id, 'resourceId', r.resource_id,
        'quantity', r.quantity, 'status', r.status, 'sequence', r.sequence,
        'decidedAt', floor(extract(epoch from r.decided_at) * 1000),
        'createdAt', floor(extract(epoch from r.created_at) * 1000)) order by r.created_at, r.id)
      from reservations r where r.organization_id = $1::uuid and r.booking_id = b.id),
    'lines', ${LINES}
  )) from concerned b) as bookings,
  (select json_agg(json_build_object('key', encode(key_hash, 'hex'), 'fingerprint', encode(fingerprint, 'hex'),
    'outcome', outcome, 'bookingId', booking_id, 'sequence', sequence, 'remaining', remaining, 'details', details,
    'at', floor(extract(epoch from created_at) * 1000))) from kept) as keys,
  (select json_agg(json_build_object('requestId', request_id, 'bookingId', booking_id, 'position', position,
    'at', floor(extract(epoch from at) * 1000), 'warnings', coalesce(warnings, '{}'),
    'sequence', coalesce(sequence, 0), 'remaining', coalesce(remaining, 0))) from done) as done,
  (select json_agg(id) from reservations where organization_id = $1::uuid and id = any($4::uuid[])
    and status = 'REJECTED') as refused,
  (select json_agg(json_build_object('scope', scope, 'person', encode(person, 'hex'), 'taken', taken))
    from person_limits where organization_id = $1::uuid and person = any($8::bytea[])) as limits,
  ${HAS_STANDBY} as standby`;
