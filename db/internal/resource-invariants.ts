import { type Invariant, invariant } from "./invariant-scope.ts";

/** Invariants of resources and their ledgers. */
export const RESOURCE_INVARIANTS: Invariant[] = [
  invariant(
    "I1",
    "booked, held and set aside are never negative and together never above capacity",
    `select organization_id, format('resource %s at sequence %s: booked %s, held %s, set aside %s, capacity %s',
      resource_id, sequence, booked, held, set_aside, capacity)
    from (
      select organization_id, resource_id, sequence, booked, held, set_aside, capacity from tail
      union select organization_id, id, version, booked, held, set_aside, capacity from scope
    ) counts
    where least(booked, held, set_aside) < 0 or booked + held + set_aside > capacity`,
  ),
  invariant(
    "I1",
    "the lowest margin of a resource is not above what was ever left",
    `select s.organization_id, format('resource %s: lowest margin %s, but %s were left at sequence %s', s.id,
      s.lowest_margin, t.capacity - t.booked - t.held - t.set_aside, t.sequence)
    from scope s join tail t on t.organization_id = s.organization_id and t.resource_id = s.id
    where t.capacity - t.booked - t.held - t.set_aside < s.lowest_margin`,
  ),
  invariant(
    "I2",
    "booked and held are the sums of confirmed and pending reservations",
    `select s.organization_id, format('resource %s: booked %s and held %s, reservations add up to %s and %s', s.id,
      s.booked, s.held, v.booked, v.held)
    from scope s cross join lateral (
      select coalesce(sum(quantity) filter (where status = 'CONFIRMED'), 0) as booked,
        coalesce(sum(quantity) filter (where status = 'PENDING'), 0) as held
      from reservations v where v.organization_id = s.organization_id and v.resource_id = s.id
    ) v
    where s.booked <> v.booked or s.held <> v.held`,
  ),
  invariant(
    "I2",
    "a resource agrees with its newest ledger row",
    `select s.organization_id, format('resource %s: booked %s, held %s, capacity %s; ledger row %s: %s', s.id, s.booked,
      s.held, s.capacity, s.version, case when l.sequence is null then 'missing' else
        format('booked %s, held %s, capacity %s%s', l.booked, l.held, l.capacity,
          case when l.hash <> s.head then ', another hash' end) end)
    from scope s left join ledger l
      on l.organization_id = s.organization_id and l.resource_id = s.id and l.sequence = s.version
    where (l.booked, l.held, l.capacity, l.hash) is distinct from (s.booked, s.held, s.capacity, s.head)`,
  ),
  invariant(
    "I2",
    "each ledger row's counts are those of the previous row and its own change",
    `select organization_id, format('resource %s, sequence %s (%s): booked %s and held %s after %s and %s', resource_id,
      sequence, kind, booked, held, booked_before, held_before)
    from (
      select *, coalesce(lag(booked) over chain, 0) as booked_before, coalesce(lag(held) over chain, 0) as held_before,
        lag(capacity) over chain as capacity_before
      from tail window chain as (partition by organization_id, resource_id order by sequence)
    ) steps
    where sequence > anchor and (booked <> booked_before + booked_delta or held <> held_before + held_delta
      or (kind not in ('created', 'capacity') and capacity <> capacity_before)
      or not case kind
        when 'taken' then booked_delta >= 0 and held_delta >= 0 and booked_delta + held_delta > 0
        when 'confirmed' then booked_delta > 0 and held_delta = -booked_delta
        when 'freed' then booked_delta <= 0 and held_delta <= 0 and booked_delta + held_delta < 0
        else booked_delta = 0 and held_delta = 0 end)`,
  ),
  invariant(
    "I2",
    "every reservation and ledger row belongs to a resource",
    `select organization_id, format('%s of resource %s, which does not exist', whose, resource_id)
    from (
      select 'ledger rows' as whose, organization_id, resource_id from ledger
      union select 'reservations', organization_id, resource_id from reservations
    ) named
    where $2::timestamptz is null and ($1::uuid is null or organization_id = $1::uuid) and not exists (
      select from resources r where r.organization_id = named.organization_id and r.id = named.resource_id)`,
  ),
  invariant(
    "I11",
    "what is blocked of a resource is the sum of the pending reservations of blocks and tentative bookings",
    `select s.organization_id, format('resource %s: blocked %s, blocks and tentative bookings hold %s', s.id, s.blocked, v.kept)
    from scope s cross join lateral (
      select coalesce(sum(v.quantity), 0) as kept from reservations v
      join bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
      where v.organization_id = s.organization_id and v.resource_id = s.id and v.status = 'PENDING'
        and b.kind in ('block', 'tentative')
    ) v
    where s.blocked <> v.kept`,
  ),
  invariant(
    "I11",
    "a block is never confirmed, and a tentative booking becomes a guest's when it is",
    `select b.organization_id, format('booking %s is a confirmed %s', b.id, b.kind)
    from touched t join bookings b on b.organization_id = t.organization_id and b.id = t.id
    where b.fate = 'confirmed' and b.kind in ('block', 'tentative')`,
  ),
  invariant(
    "I4",
    "the sequences of a resource are 1, 2, 3 … up to its version, without a gap",
    `select organization_id, format('resource %s: sequence %s follows %s', resource_id, sequence, before)
    from (
      select *, coalesce(lag(sequence) over (partition by organization_id, resource_id order by sequence), 0) as before
      from tail
    ) steps
    where sequence > anchor and sequence <> before + 1
    union all
    select s.organization_id, format('resource %s: version %s, newest sequence %s', s.id, s.version, newest)
    from scope s cross join lateral (select max(sequence) as newest from ledger l
      where l.organization_id = s.organization_id and l.resource_id = s.id) l
    where s.version is distinct from newest`,
  ),
  invariant(
    "I4",
    "each ledger row's hash covers the row and the hash of the previous row",
    // The text is that of JSON.stringify in app/booking/internal/committing/chain.ts; to_json escapes a text in the same way.
    `select organization_id, format('resource %s, sequence %s: the hash does not fit', resource_id, sequence)
    from (
      select *, coalesce(lag(hash) over (partition by organization_id, resource_id order by sequence),
        decode(repeat('00', 32), 'hex')) as before
      from tail
    ) rows
    where sequence > anchor and hash <> sha256(before || convert_to('[' || concat_ws(',',
      to_json(resource_id)::text, sequence, to_json(kind)::text, coalesce(to_json(booking_id)::text, 'null'),
      coalesce(to_json(reservation_id)::text, 'null'), to_json(request_id)::text, booked_delta, held_delta, booked,
      held, set_aside, capacity, floor(extract(epoch from at) * 1000)::bigint) || ']', 'UTF8'))`,
  ),
];
