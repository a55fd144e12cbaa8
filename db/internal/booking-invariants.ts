import { type Invariant, invariant } from "./invariant-scope.ts";

/** Invariants of bookings, their reservations, their history and the stored responses. */
export const BOOKING_INVARIANTS: Invariant[] = [
  invariant(
    "I3",
    "the reservations of a booking have its state",
    `select b.organization_id, format('booking %s is %s; its reservations are %s', b.id, b.fate,
      coalesce(string_agg(v.status, ', ' order by v.status), 'none'))
    from touched t join bookings b on b.organization_id = t.organization_id and b.id = t.id
    left join reservations v on v.organization_id = b.organization_id and v.booking_id = b.id
    group by b.organization_id, b.id
    having (b.fate = 'confirmed') <> (count(*) filter (where v.status = 'CONFIRMED') > 0)
      or (b.fate = 'pending') <> (count(*) filter (where v.status = 'PENDING') > 0)`,
  ),
  invariant(
    "I5",
    "the outcome stored under an idempotency key is one that occurred",
    `select k.organization_id, format('key %s… of booking %s: sequence %s, remaining %s', left(encode(k.key_hash, 'hex'), 12),
      k.booking_id, k.sequence, k.remaining)
    from touched t join bookings b on b.organization_id = t.organization_id and b.id = t.id
    join idempotency_keys k on k.organization_id = b.organization_id and k.booking_id = b.id
    where k.remaining < 0 or k.created_at < b.created_at or k.sequence > (
      select max(r.version) from reservations v
      join resources r on r.organization_id = v.organization_id and r.id = v.resource_id
      where v.organization_id = k.organization_id and v.booking_id = k.booking_id)`,
  ),
  invariant(
    "I6",
    "a reservation takes its quantity once, and is freed once when it is no longer active",
    `select v.organization_id, format('reservation %s (%s × %s, %s at sequence %s): taken %s times, freed %s times, newest row %s',
      v.id, v.quantity, v.resource_id, v.status, v.sequence, count(*) filter (where l.kind = 'taken'),
      count(*) filter (where l.kind = 'freed'), max(l.sequence))
    from touched t join reservations v on v.organization_id = t.organization_id and v.booking_id = t.id
    left join ledger l on l.organization_id = v.organization_id and l.booking_id = v.booking_id
      and l.reservation_id = v.id and l.resource_id = v.resource_id
    group by v.organization_id, v.id
    having count(*) filter (where l.kind = 'taken') <> 1
      or count(*) filter (where l.kind = 'freed') <> case when v.status in ('CANCELLED', 'EXPIRED') then 1 else 0 end
      or sum(l.booked_delta + l.held_delta) filter (where l.kind = 'taken') <> v.quantity
      or sum(l.booked_delta) <> case v.status when 'CONFIRMED' then v.quantity else 0 end
      or sum(l.held_delta) <> case v.status when 'PENDING' then v.quantity else 0 end
      or max(l.sequence) <> v.sequence`,
  ),
  invariant(
    "I6",
    "a ledger row names a reservation of its booking and resource",
    `select t.organization_id, format('resource %s, sequence %s: no reservation %s of booking %s', t.resource_id, t.sequence,
      t.reservation_id, t.booking_id)
    from tail t left join reservations v on v.organization_id = t.organization_id and v.id = t.reservation_id
    where t.sequence > t.anchor and t.reservation_id is not null
      and (v.booking_id, v.resource_id) is distinct from (t.booking_id, t.resource_id)`,
  ),
  invariant(
    "I7",
    "no hold is more than 2 seconds past its deadline",
    `select organization_id, format('booking %s is still held; its deadline was %s', id, expires_at)
    from bookings where ($1::uuid is null or organization_id = $1::uuid)
      and fate = 'pending' and expires_at < now() - interval '2 seconds'
    order by expires_at`,
  ),
  invariant(
    "I7",
    "no hold is confirmed after its deadline without taking seats again",
    `select b.organization_id, format('booking %s: confirmed at %s, deadline %s (resource %s, sequence %s)', b.id, l.at,
      b.expires_at, l.resource_id, l.sequence)
    from touched t join bookings b on b.organization_id = t.organization_id and b.id = t.id
    join ledger l on l.organization_id = b.organization_id and l.booking_id = b.id
    where l.kind = 'confirmed' and l.at > b.expires_at`,
  ),
  invariant(
    "I8",
    "a booking's history is 1, 2, 3 …, starts with its own request and ends with its state",
    `select b.organization_id, format('booking %s (%s): %s rows of history, the newest %s at %s', b.id, b.fate, h.rows,
      coalesce(h.newest, 'none'), h.last)
    from touched t join bookings b on b.organization_id = t.organization_id and b.id = t.id
    cross join lateral (
      select count(*) as rows, coalesce(max(position), 0) as last,
        (array_agg(kind order by position desc))[1] as newest,
        (array_agg(request_id order by position))[1] as first_request
      from history h where h.organization_id = b.organization_id and h.booking_id = b.id
    ) h
    where h.rows = 0 or h.rows <> h.last or h.first_request <> b.request_id or not case b.fate
      when 'pending' then h.newest in ('held', 'extended', 'changed')
      when 'confirmed' then h.newest in ('confirmed', 'changed')
      else h.newest = b.fate end`,
  ),
  invariant(
    "I8",
    "each ledger row of a booking has its history row of the same request",
    `select t.organization_id, format('resource %s, sequence %s: booking %s has no history of request %s', t.resource_id,
      t.sequence, t.booking_id, t.request_id)
    from tail t left join history h on h.organization_id = t.organization_id and h.request_id = t.request_id
    where t.sequence > t.anchor and t.booking_id is not null and h.booking_id is distinct from t.booking_id`,
  ),
  invariant(
    "I8",
    "each change of a booking that moves seats has its ledger row",
    `select h.organization_id, format('booking %s was %s by request %s, which no ledger row has', h.booking_id, h.kind,
      h.request_id)
    from touched t join history h on h.organization_id = t.organization_id and h.booking_id = t.id
    where h.kind in ('held', 'confirmed', 'cancelled', 'expired') and not exists (
      select from ledger l where l.organization_id = h.organization_id and l.booking_id = h.booking_id
        and l.request_id = h.request_id)`,
  ),
  invariant(
    "I8",
    "only the desk and the system override booking rules",
    `select h.organization_id, format('booking %s: change %s overrode %s as %s', h.booking_id, h.position,
      array_to_string(h.warnings, ', '), coalesce(h.acts_as, 'nobody'))
    from touched t join history h on h.organization_id = t.organization_id and h.booking_id = t.id
    where h.warnings is not null and coalesce(h.acts_as, '') not in ('desk', 'system')`,
  ),
  invariant(
    "I10",
    "a booking claims the sum of what its lines take, resource by resource",
    // A booking that an earlier version has made has no lines until it is changed.
    `select b.organization_id, format('booking %s: its lines take %s of %s, its reservations %s', b.id,
      taken.by_lines, taken.resource_id, taken.by_reservations)
    from touched t join bookings b on b.organization_id = t.organization_id and b.id = t.id
      and b.fate in ('pending', 'confirmed') and exists (
        select from booking_lines i where i.organization_id = b.organization_id and i.booking_id = b.id)
    cross join lateral (
      select coalesce(l.resource_id, v.resource_id) as resource_id, coalesce(l.quantity, 0) as by_lines,
        coalesce(v.quantity, 0) as by_reservations
      from (
        select take ->> 'resourceId' as resource_id, sum(i.quantity * (take ->> 'quantity')::bigint) as quantity
        from booking_lines i cross join lateral jsonb_array_elements(i.takes) take
        where i.organization_id = b.organization_id and i.booking_id = b.id group by 1
      ) l full join (
        select r.resource_id, sum(r.quantity) as quantity from reservations r
        where r.organization_id = b.organization_id and r.booking_id = b.id and r.status in ('PENDING', 'CONFIRMED')
        group by 1
      ) v on v.resource_id = l.resource_id
    ) taken
    where taken.by_lines <> taken.by_reservations`,
  ),
  invariant(
    "I9",
    "what was refused as full did not fit at the sequence of the refusal",
    // A refused booking leaves one rejection per claim, of which at least one did not fit. They share client and time.
    `select organization_id, format('rejection %s of resource %s: it fitted at sequence %s', min(id::text), min(resource_id),
      min(sequence))
    from (
      select v.*, sum(v.quantity) over (partition by v.organization_id, v.client_id, v.created_at, v.resource_id) as wanted
      from organizations o join reservations v on v.organization_id = o.id
      where ($1::uuid is null or o.id = $1::uuid) and ($2::timestamptz is null or v.created_at >= $2::timestamptz)
        and v.status = 'REJECTED' and v.rejection_reason = 'RESOURCE_FULL'
    ) refused
    left join lateral (
      select l.capacity - l.booked - l.held - l.set_aside as remaining from ledger l
      where l.organization_id = refused.organization_id and l.resource_id = refused.resource_id
        and l.sequence = refused.sequence
    ) moment on true
    group by organization_id, client_id, created_at
    having bool_and(coalesce(wanted <= remaining, true))`,
  ),
];
