export type InvariantName =
  | "A1"
  | "I1"
  | "I2"
  | "I3"
  | "I4"
  | "I5"
  | "I6"
  | "I7"
  | "I8"
  | "I9"
  | "I10"
  | "I11";

/** A statement that must hold, and the query that finds its violations. */
export interface Invariant {
  name: InvariantName;
  title: string;
  /**
   * Returns `organization_id` and `what`, one row per violation. $1 is an organisation or null for all; $2 is an instant, to
   * check only what has changed since then, or null for everything.
   */
  sql: string;
}

/** Maximum number of violations that one query returns; if everything is wrong, these are enough. */
export const MAX_LISTED = 50;

/** The columns of `scope`, with the anchor. */
const SCOPED = `r.organization_id, r.id, r.capacity, r.booked, r.held, r.set_aside, r.version, r.head, r.lowest_margin, r.blocked,
    r.over,
    coalesce((select l.sequence from ledger l where l.organization_id = r.organization_id and l.resource_id = r.id
      and l.at < $2::timestamptz order by l.sequence desc limit 1), 0) as anchor`;

/**
 * The common tables of the queries. `changed` are the resources with a ledger row since $2, found by the time of the rows, so
 * that unchanged resources cost nothing. `scope` are the resources, each with its anchor: the newest sequence that is trusted, 0
 * without one. `tail` are their ledger rows from the anchor on; the anchor's own row is the base of the next one and is not
 * checked. `touched` are the bookings. The times of a resource's rows never decrease, so the walk back from the newest row ends
 * at the first one that is old enough, and the cost of a check is proportional to what has changed.
 */
const SCOPE = `
with changed as materialized (
  select distinct organization_id, resource_id from ledger
  where at >= $2::timestamptz and ($1::uuid is null or organization_id = $1::uuid)
), scope as materialized (
  select ${SCOPED} from resources r
  where $2::timestamptz is null and ($1::uuid is null or r.organization_id = $1::uuid)
  union all
  select ${SCOPED} from changed c
  join resources r on r.organization_id = c.organization_id and r.id = c.resource_id
), tail as (
  select l.*, s.anchor from scope s
  join ledger l on l.organization_id = s.organization_id and l.resource_id = s.id and l.sequence >= s.anchor
), touched as materialized (
  select organization_id, id from bookings where ($1::uuid is null or organization_id = $1::uuid)
    and ($2::timestamptz is null or created_at >= $2::timestamptz)
  union
  select organization_id, booking_id from tail where booking_id is not null and $2::timestamptz is not null
)`;

/** Creates an invariant from a query over `scope`, `tail` and `touched` that returns an organisation and a sentence. */
export function invariant(name: InvariantName, title: string, violations: string): Invariant {
  const sql = `${SCOPE}, violations (organization_id, what) as (${violations})
select organization_id, what from violations limit ${MAX_LISTED}`;
  return { name, title, sql };
}
