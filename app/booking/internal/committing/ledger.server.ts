import { arrayLiteral } from "#db/arrays.ts";
import type { Tx } from "#db/client.ts";
import { type FoldedStatement, finishWith, runPrepared, runTogether } from "#db/statements.ts";
import type { Resource, Rules } from "../../world.ts";
import type { Changes } from "../deciding/changes.ts";
import { writeStatement } from "../writing/write-statement.ts";
import { fromHex } from "./read-state.server.ts";
import { CLOCK, DUE, joinDue } from "./read-state-statements.ts";

/** The only statements that lock resources, and that write resources, bookings and reservations. */

export interface Resolved {
  resourceIds: string[];
  /** The limits that the bookings count against. */
  limits: { scope: string; person: string }[];
  /** The scopes of the bookings, by booking id. */
  scopes: Map<string, string>;
}

export const NOTHING_RESOLVED: Resolved = { resourceIds: [], limits: [], scopes: new Map() };

/**
 * Returns the resources on which the given bookings and the live holds of the given holders have claims. It takes no
 * lock, so the result may be stale once they are locked. The person of a hold is set at its confirmation at the latest;
 * for the given bookings it is checked again under the lock.
 */
export async function resolveNamed(
  tx: Tx,
  organizationId: string,
  bookingIds: string[],
  holders: string[],
): Promise<Resolved> {
  if (bookingIds.length + holders.length === 0) return NOTHING_RESOLVED;
  const values = [organizationId, arrayLiteral(bookingIds), hexes(holders)];
  const [rows = []] = await runTogether(tx, [{ name: "resolve", text: RESOLVE_NAMED, values }]);
  return resolvedOf(rows as ResolvedRow[]);
}

/** Returns the same for overdue holds with claims on the given resources. */
export async function resolveOverdue(
  tx: Tx,
  organizationId: string,
  resourceIds: string[],
): Promise<Resolved> {
  if (resourceIds.length === 0) return NOTHING_RESOLVED;
  const values = [organizationId, arrayLiteral(resourceIds)];
  const [rows = []] = await runTogether(tx, [{ name: "overdue", text: RESOLVE_OVERDUE, values }]);
  return resolvedOf(rows as ResolvedRow[]);
}

interface ResolvedRow {
  booking_id: string;
  resource_id: string;
  scope: string | null;
  person: string | null;
}

function resolvedOf(rows: ResolvedRow[]): Resolved {
  return {
    resourceIds: rows.map((row) => row.resource_id),
    limits: rows.flatMap(({ scope, person }) => (scope && person ? [{ scope, person }] : [])),
    scopes: new Map(rows.flatMap((row) => (row.scope === null ? [] : [[row.booking_id, row.scope]]))),
  };
}

const resolve = (
  named: string,
) => `select distinct b.id as booking_id, r.resource_id, b.scope, encode(b.person, 'hex') as person
  from bookings b join reservations r on r.organization_id = b.organization_id and r.booking_id = b.id
  where b.organization_id = $1::uuid and r.status in ('PENDING', 'CONFIRMED') and b.id in (${named})`;

const RESOLVE_NAMED = resolve(`
  select unnest($2::uuid[]) union
  select id from bookings where organization_id = $1::uuid and fate = 'pending' and holder = any($3::bytea[])`);

const RESOLVE_OVERDUE = `with ${CLOCK}, ${DUE} ${resolve(`select d.id from ${joinDue("$2")}`)}`;

const COLUMNS = `id, type, capacity, booked, held, set_aside, state, cancelled, waiting, version, lowest_margin, blocked,
  encode(head, 'hex') as head, max_per_booking, max_per_person, hold_seconds, scope,
  floor(extract(epoch from opens_at) * 1000) as opens_at,
  floor(extract(epoch from closes_at) * 1000) as closes_at,
  floor(extract(epoch from cancel_until) * 1000) as cancel_until`;

const READ = `select ${COLUMNS} from resources where organization_id = $1::uuid and id = any($2::text[])
  order by organization_id, id`;

/**
 * Returns the statement that locks resources, always in key order, to prevent deadlocks. With `patient` it waits for
 * locked rows, otherwise it skips them. Parse its rows with `toResources`.
 */
export function lockStatement(organizationId: string, ids: string[], patient: boolean): FoldedStatement {
  const text = patient ? `${READ} for update` : `${READ} for update skip locked`;
  return { name: "lock", text, values: [organizationId, arrayLiteral(ids)] };
}

/** Returns the statement that reads resources without a lock: enough to refuse as full. Parse its rows with `toResources`. */
export function readStatement(organizationId: string, ids: string[]): FoldedStatement {
  return { name: "read", text: READ, values: [organizationId, arrayLiteral(ids)] };
}

/** Parses the rows of `lockStatement` and `readStatement`. */
export function toResources(rows: unknown[]): Resource[] {
  return (rows as ResourceRow[]).map(toResource);
}

/** Returns the ids for which a resource exists. */
export async function findExisting(tx: Tx, organizationId: string, ids: string[]): Promise<Set<string>> {
  const [rows = []] = await runTogether(tx, [readStatement(organizationId, ids)]);
  return new Set(toResources(rows).map((each) => each.id));
}

/**
 * Locks the limit rows of persons in key order, after the resources, so that decisions on a limit are serialised. Inserts
 * missing rows first, since only an existing row can be locked.
 */
export async function lockLimits(
  tx: Tx,
  organizationId: string,
  limits: { scope: string; person: string }[],
): Promise<void> {
  if (limits.length === 0) return;
  const values = [
    organizationId,
    arrayLiteral(limits.map((each) => each.scope)),
    hexes(limits.map((each) => each.person)),
  ];
  await runPrepared(
    tx,
    `insert into person_limits (organization_id, scope, person, taken)
     select distinct $1::uuid, scope, person, 0 from unnest($2::text[], $3::bytea[]) as g(scope, person)
     order by scope, person on conflict do nothing`,
    values,
  );
  await runPrepared(
    tx,
    `select 1 from person_limits
     where organization_id = $1::uuid and (scope, person) in (select * from unnest($2::text[], $3::bytea[]))
     order by organization_id, scope, person for update`,
    values,
  );
}

/**
 * Writes all changes of a batch with one statement, and commits. A failure is never a refusal; it rejects the
 * transaction.
 */
export function writeAndCommit(tx: Tx, organizationId: string, changes: Changes, at: number): void {
  finishWith(tx, writeStatement(organizationId, changes, at));
}

function hexes(list: string[]): string {
  return arrayLiteral(list.map((hex) => `\\x${hex}`));
}

interface ResourceRow {
  id: string;
  type: string;
  capacity: string;
  booked: string;
  held: string;
  set_aside: string;
  state: "OPEN" | "CLOSED";
  cancelled: boolean;
  waiting: boolean;
  version: string;
  lowest_margin: string;
  blocked: string;
  head: string;
  max_per_booking: string | null;
  max_per_person: string | null;
  hold_seconds: string | null;
  scope: string | null;
  opens_at: string | null;
  closes_at: string | null;
  cancel_until: string | null;
}

function toResource(row: ResourceRow): Resource {
  const rules: Rules = {
    opensAt: whole(row.opens_at),
    closesAt: whole(row.closes_at),
    cancelUntil: whole(row.cancel_until),
    maxPerBooking: whole(row.max_per_booking),
    maxPerPerson: whole(row.max_per_person),
    holdSeconds: whole(row.hold_seconds),
    scope: row.scope,
  };
  return {
    id: row.id,
    type: row.type,
    capacity: Number(row.capacity),
    booked: Number(row.booked),
    held: Number(row.held),
    setAside: Number(row.set_aside),
    state: row.cancelled ? "CANCELLED" : row.state,
    waiting: row.waiting,
    rules,
    version: Number(row.version),
    head: fromHex(row.head),
    lowestMargin: Number(row.lowest_margin),
    blocked: Number(row.blocked),
  };
}

function whole(value: string | null): number | null {
  return value === null ? null : Number(value);
}
