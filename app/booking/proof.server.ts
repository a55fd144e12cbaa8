import { and, eq, gt, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { toHex } from "#app/platform/secrets.ts";
import { ledger } from "#db/schema/index.ts";
import type { LedgerRow } from "./internal/committing/chain.ts";

/** The publicly verifiable state of a resource: its counters, the sums of its reservations, and whether they agree. */
export interface ResourceProof {
  resourceId: string;
  capacity: number;
  booked: number;
  held: number;
  setAside: number;
  /** The sum of its confirmed reservations; must equal `booked`. */
  confirmed: number;
  /** The sum of its pending reservations; must equal `held`. */
  pending: number;
  /** The highest sequence in its ledger; 0 if the ledger is empty. */
  sequence: number;
  /** The hash of that row in hex: the expected head of the chain. */
  head: string | null;
  /** The lowest remaining capacity ever reached. */
  lowestMargin: number;
  /** Whether counters, sums, version and the latest ledger row agree and nothing is oversold. */
  agrees: boolean;
}

export interface Proof {
  /** Database time of the snapshot, epoch milliseconds. */
  at: number;
  /** Whether all resources of this page agree. */
  agrees: boolean;
  resources: ResourceProof[];
  /** Pass it as `after` for the next page; undefined at the end. */
  next: string | undefined;
}

export interface LedgerPage {
  /** Oldest first. See chain.ts for the hash; the first row chains to the last row of the previous page. */
  rows: (LedgerRow & { hash: string })[];
  /** Pass it as `after` for the next page; undefined at the end. */
  next: number | undefined;
}

const RESOURCES_PER_PAGE = 100;
const ROWS_PER_PAGE = 500;
const MAX_ROWS_PER_PAGE = 1_000;

/**
 * Returns the proof of one resource, or of a page of 100 resources ordered by id. It is a single statement, hence a
 * single snapshot: a concurrent commit is reflected entirely or not at all. Unknown resources are omitted.
 */
export async function getProof(ctx: Ctx, resourceId?: string, after?: string): Promise<Proof> {
  const rows = await ctx.db.execute<{ at: string; proof: ResourceProof | null }>(sql`
    select floor(extract(epoch from statement_timestamp()) * 1000)::bigint as at, proof from (select) here left join (
      select r.id, json_build_object('resourceId', r.id, 'capacity', r.capacity, 'booked', r.booked, 'held', r.held,
        'setAside', r.set_aside, 'confirmed', v.confirmed, 'pending', v.pending, 'sequence', coalesce(l.sequence, 0),
        'head', encode(l.hash, 'hex'), 'lowestMargin', r.lowest_margin,
        'agrees', r.booked = v.confirmed and r.held = v.pending and r.booked + r.held + r.set_aside <= r.capacity
          and (r.version, r.booked, r.held, r.capacity, r.head)
            is not distinct from (l.sequence, l.booked, l.held, l.capacity, l.hash)) as proof
      from resources r
      cross join lateral (
        select coalesce(sum(quantity) filter (where status = 'CONFIRMED'), 0) as confirmed,
          coalesce(sum(quantity) filter (where status = 'PENDING'), 0) as pending
        from reservations v where v.organization_id = r.organization_id and v.resource_id = r.id
      ) v
      left join lateral (
        select l.* from ledger l where l.organization_id = r.organization_id and l.resource_id = r.id
        order by l.sequence desc limit 1
      ) l on true
      where r.organization_id = ${ctx.organizationId} and r.id > ${after ?? ""}
        and (${resourceId ?? null}::text is null or r.id = ${resourceId ?? null}::text)
      order by r.id limit ${RESOURCES_PER_PAGE + 1}
    ) each on true order by each.id`);
  const found = rows.flatMap((row) => row.proof ?? []);
  const resources = found.slice(0, RESOURCES_PER_PAGE);
  return {
    at: Number(rows[0]?.at),
    agrees: resources.every((each) => each.agrees),
    resources,
    next: found.length > resources.length ? resources.at(-1)?.resourceId : undefined,
  };
}

/**
 * Returns the ledger rows of a resource after the sequence `after` (0 for all), up to `limit` (default 500, maximum
 * 1,000): ids and numbers, enough to recompute every counter and hash. Empty for an unknown resource.
 */
export async function listLedger(
  ctx: Ctx,
  resourceId: string,
  after = 0,
  limit = ROWS_PER_PAGE,
): Promise<LedgerPage> {
  const size = Math.max(1, Math.min(limit, MAX_ROWS_PER_PAGE));
  const found = await ctx.db
    .select()
    .from(ledger)
    .where(
      and(
        eq(ledger.organizationId, ctx.organizationId),
        eq(ledger.resourceId, resourceId),
        gt(ledger.sequence, after),
      ),
    )
    .orderBy(ledger.sequence)
    .limit(size + 1);
  const rows = found.slice(0, size).map(({ organizationId, at, hash, ...row }) => ({
    ...row,
    at: at.getTime(),
    hash: toHex(hash),
  }));
  return { rows, next: found.length > size ? rows.at(-1)?.sequence : undefined };
}
