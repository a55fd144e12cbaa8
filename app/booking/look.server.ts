import { toHex } from "#app/platform/secrets.ts";
import { arrayLiteral } from "#db/arrays.ts";
import type { Tx } from "#db/client.ts";
import { runPrepared } from "#db/statements.ts";
import type { KeyRow } from "./changes.ts";
import { type Booking, limitKey } from "./world.ts";

export interface Look {
  /** Database time, read after the locks were granted; epoch milliseconds. */
  now: number;
  maintenance: string | undefined;
  bookings: Booking[];
  /** Answers that were given under one of the keys, by the hex of its hash. */
  kept: Map<string, KeyRow>;
  /** Which of the requests an earlier attempt has carried out, and what their answer said. */
  done: Map<string, Done>;
  /** What persons have taken of scopes, by `limitKey`. */
  limits: Map<string, number>;
}

/** A booking that a request has changed, with the witness of the booking's first resource. */
export interface Done {
  bookingId: string;
  sequence: number;
  remaining: number;
}

export interface LookFor {
  /** Overdue holds on them are seen too. */
  resourceIds: string[];
  bookingIds: string[];
  keys: Uint8Array[];
  requestIds: string[];
  /** Hashes in hex: whose live holds matter. */
  holders: string[];
  networks: string[];
  persons: string[];
}

/** Everything else that a decision rests on; a statement of its own, so that its snapshot begins after the locks. */
export async function look(tx: Tx, organizationId: string, wanted: LookFor): Promise<Look> {
  const hashes = (list: string[]) => arrayLiteral([...new Set(list)].map((hex) => `\\x${hex}`));
  const lean = await lookLean(tx, organizationId, wanted, hashes(wanted.keys.map(toHex)));
  if (lean) return lean;
  const [row] = await runPrepared<LookRow>(tx, LOOK, [
    organizationId,
    arrayLiteral(wanted.bookingIds),
    hashes(wanted.keys.map(toHex)),
    arrayLiteral(wanted.requestIds),
    arrayLiteral(wanted.resourceIds),
    hashes(wanted.holders),
    hashes(wanted.networks),
    hashes(wanted.persons),
  ]);
  if (!row) throw new Error("Look answered no row.");
  return {
    now: Number(row.now),
    maintenance: row.maintenance ?? undefined,
    bookings: row.bookings ?? [],
    kept: new Map((row.keys ?? []).map((each) => [each.key, keyRowOf(each)])),
    done: new Map((row.done ?? []).map(({ requestId, ...done }) => [requestId, done])),
    limits: new Map((row.limits ?? []).map((each) => [limitKey(each.scope, each.person), each.taken])),
  };
}

/**
 * New bookings under new keys need the clock and little else: one small statement tells whether that is so. Undefined
 * where there is more to see.
 */
async function lookLean(
  tx: Tx,
  organizationId: string,
  wanted: LookFor,
  keys: string,
): Promise<Look | undefined> {
  const more = [wanted.bookingIds, wanted.requestIds, wanted.holders, wanted.networks, wanted.persons];
  if (more.some((list) => list.length > 0)) return undefined;
  const [row] = await runPrepared<{ now: string; maintenance: string | null; more: boolean }>(tx, LOOK_LEAN, [
    organizationId,
    keys,
    arrayLiteral(wanted.resourceIds),
  ]);
  if (!row || row.more) return undefined;
  const { now, maintenance } = row;
  const none = { bookings: [], kept: new Map(), done: new Map(), limits: new Map() };
  return { now: Number(now), maintenance: maintenance ?? undefined, ...none };
}

export function fromHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

type KeyInRow = Omit<KeyRow, "keyHash" | "fingerprint"> & { key: string; fingerprint: string };

function keyRowOf({ key, fingerprint, ...rest }: KeyInRow): KeyRow {
  return { ...rest, keyHash: fromHex(key), fingerprint: fromHex(fingerprint) };
}

interface LookRow {
  now: string;
  maintenance: string | null;
  bookings: Booking[] | null;
  keys: KeyInRow[] | null;
  done: (Done & { requestId: string })[] | null;
  limits: { scope: string; person: string; taken: number }[] | null;
}

const CLOCK_AND_MAINTENANCE = `
  floor(extract(epoch from statement_timestamp()) * 1000) as now,
  (select coalesce(value ->> 'message', '') from settings
    where name = 'maintenance' and (value ->> 'enabled')::boolean
      and organization_id in ($1::uuid, '00000000-0000-0000-0000-000000000000')
    order by organization_id limit 1) as maintenance`;

const LOOK_LEAN = `
select ${CLOCK_AND_MAINTENANCE},
  exists (select 1 from idempotency_keys where organization_id = $1::uuid and key_hash = any($2::bytea[]))
  or exists (select 1 from bookings b join reservations r
      on r.organization_id = b.organization_id and r.booking_id = b.id
    where b.organization_id = $1::uuid and b.fate = 'pending' and b.expires_at <= statement_timestamp()
      and r.resource_id = any($3::text[])) as more`;

const LOOK = `
with kept as (
  select * from idempotency_keys where organization_id = $1::uuid and key_hash = any($3::bytea[])
), done as (
  select h.request_id, h.booking_id, witness.sequence, witness.remaining
  from history h left join lateral (
    select l.sequence, l.capacity - l.booked - l.held - l.set_aside as remaining from ledger l
    where l.organization_id = $1::uuid and l.booking_id = h.booking_id and l.request_id = h.request_id
      and l.resource_id = (select r.resource_id from reservations r
        where r.organization_id = $1::uuid and r.booking_id = h.booking_id order by r.created_at, r.id limit 1)
    order by l.sequence desc limit 1
  ) witness on true
  where h.organization_id = $1::uuid and h.request_id = any($4::uuid[])
), overdue as (
  select b.id from bookings b
  where b.organization_id = $1::uuid and b.fate = 'pending' and b.expires_at <= statement_timestamp()
    and exists (select 1 from reservations r where r.organization_id = $1::uuid and r.booking_id = b.id
      and r.resource_id = any($5::text[]))
  order by b.expires_at limit 200
), concerned as (
  select * from bookings where organization_id = $1::uuid and id in (
    select unnest($2::uuid[]) union select booking_id from kept union select booking_id from done
    union select id from overdue
    union select id from bookings where organization_id = $1::uuid and fate = 'pending' and holder = any($6::bytea[])
    union select id from bookings where organization_id = $1::uuid and fate = 'pending' and network = any($7::bytea[])
  )
)
select ${CLOCK_AND_MAINTENANCE},
  (select json_agg(json_build_object(
    'id', b.id, 'reference', b.reference, 'fate', b.fate, 'clientId', b.client_id, 'scope', b.scope,
    'person', encode(b.person, 'hex'), 'counted', b.counted,
    'holder', encode(b.holder, 'hex'), 'network', encode(b.network, 'hex'),
    'expiresAt', floor(extract(epoch from b.expires_at) * 1000),
    'createdAt', floor(extract(epoch from b.created_at) * 1000),
    'changes', (select count(*) from history h where h.organization_id = $1::uuid and h.booking_id = b.id),
    'extended', exists (select 1 from history h where h.organization_id = $1::uuid and h.booking_id = b.id
      and h.kind = 'extended'),
    'reservations', (select json_agg(json_build_object('id', r.id, 'resourceId', r.resource_id,
        'quantity', r.quantity, 'status', r.status, 'sequence', r.sequence) order by r.created_at, r.id)
      from reservations r where r.organization_id = $1::uuid and r.booking_id = b.id)
  )) from concerned b) as bookings,
  (select json_agg(json_build_object('key', encode(key_hash, 'hex'), 'fingerprint', encode(fingerprint, 'hex'),
    'outcome', outcome, 'bookingId', booking_id, 'sequence', sequence, 'remaining', remaining,
    'expiresAt', floor(extract(epoch from expires_at) * 1000))) from kept) as keys,
  (select json_agg(json_build_object('requestId', request_id, 'bookingId', booking_id,
    'sequence', coalesce(sequence, 0), 'remaining', coalesce(remaining, 0))) from done) as done,
  (select json_agg(json_build_object('scope', scope, 'person', encode(person, 'hex'), 'taken', taken))
    from person_limits where organization_id = $1::uuid and person = any($8::bytea[])) as limits`;
