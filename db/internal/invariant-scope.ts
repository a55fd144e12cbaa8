export type InvariantName = "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9";

/** A sentence that must hold, and the query that finds where it does not. */
export interface Invariant {
  name: InvariantName;
  title: string;
  /**
   * Answers `organization_id` and `what`, a row a violation, none where all is well. $1 is an organisation or null for
   * all; $2 is an instant, so that only what changed since then is looked at, or null for everything.
   */
  sql: string;
}

/** The most violations that one query tells of; where everything is wrong, the first of them say enough. */
export const MOST_TOLD = 50;

/**
 * What the queries look at. `scope` are the resources, each with its anchor: the newest sequence that is taken on trust,
 * 0 where nothing is. `tail` are their ledger rows from the anchor on; the anchor's own row is there to be continued, not
 * to be judged. `touched` are the bookings. Times of a resource's rows do not fall, so the walk back from the newest row
 * ends at the first one that is old enough, and looking at a minute costs what the minute brought.
 */
const SCOPE = `
with scope as materialized (
  select r.organization_id, r.id, r.capacity, r.booked, r.held, r.set_aside, r.version, r.head, r.lowest_margin,
    coalesce((select l.sequence from ledger l where l.organization_id = r.organization_id and l.resource_id = r.id
      and l.at < $2::timestamptz order by l.sequence desc limit 1), 0) as anchor
  from resources r
  where ($1::uuid is null or r.organization_id = $1::uuid)
    and ($2::timestamptz is null or not exists (select from ledger h where h.organization_id = r.organization_id
      and h.resource_id = r.id and h.sequence = r.version and h.at < $2::timestamptz))
), tail as (
  select l.*, s.anchor from scope s
  join ledger l on l.organization_id = s.organization_id and l.resource_id = s.id and l.sequence >= s.anchor
), touched as materialized (
  select organization_id, id from bookings where ($1::uuid is null or organization_id = $1::uuid)
    and ($2::timestamptz is null or created_at >= $2::timestamptz)
  union
  select organization_id, booking_id from tail where booking_id is not null and $2::timestamptz is not null
)`;

/** Makes an invariant of a query over `scope`, `tail` and `touched` that answers an organisation and a sentence. */
export function invariant(name: InvariantName, title: string, violations: string): Invariant {
  const sql = `${SCOPE}, violations (organization_id, what) as (${violations})
select organization_id, what from violations limit ${MOST_TOLD}`;
  return { name, title, sql };
}
