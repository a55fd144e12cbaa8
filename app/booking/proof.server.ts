import { and, eq, gt, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { toHex } from "#app/platform/secrets.ts";
import { ledger } from "#db/schema/index.ts";
import type { LedgerRow } from "./internal/committing/chain.ts";

/** What anyone may check of one resource: its counts, what they are made of, and whether the two agree. */
export interface ResourceProof {
  resourceId: string;
  capacity: number;
  booked: number;
  held: number;
  setAside: number;
  /** The sum of its confirmed reservations, which `booked` must be. */
  confirmed: number;
  /** The sum of its pending reservations, which `held` must be. */
  pending: number;
  /** The highest sequence in its ledger; 0 when there is none. */
  sequence: number;
  /** The hash of that row in hexadecimal digits: what the end of the chain must be. */
  head: string | null;
  /** The least that was ever left. */
  lowestMargin: number;
  /** Whether counts, sums, version and the newest ledger row all say the same and nothing is oversold. */
  agrees: boolean;
}

export interface Proof {
  /** Database time of the snapshot, epoch milliseconds. */
  at: number;
  /** Whether all of the resources in it agree. */
  agrees: boolean;
  resources: ResourceProof[];
  /** Pass it as `after` for the next page; undefined at the end. */
  next: string | undefined;
}

export interface LedgerPage {
  /** Oldest first; chain.ts says how a row's hash is made. The first row follows the hash of the last row before it. */
  rows: (LedgerRow & { hash: string })[];
  /** Pass it as `after` for the next page; undefined at the end. */
  next: number | undefined;
}

const RESOURCES_A_PAGE = 100;
const ROWS_A_PAGE = 500;
const MOST_ROWS_A_PAGE = 1_000;

/**
 * The proof of one resource, or of the organisation's resources in the order of their ids, 100 a page. It is one
 * statement and so one snapshot: what commits meanwhile is in all of it or in none. An unknown resource is not in it.
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
      order by r.id limit ${RESOURCES_A_PAGE + 1}
    ) each on true order by each.id`);
  const found = rows.flatMap((row) => row.proof ?? []);
  const resources = found.slice(0, RESOURCES_A_PAGE);
  return {
    at: Number(rows[0]?.at),
    agrees: resources.every((each) => each.agrees),
    resources,
    next: found.length > resources.length ? resources.at(-1)?.resourceId : undefined,
  };
}

/**
 * The rows of a resource's ledger that follow the sequence `after` (0 for all), at most `limit` of them (500; 1,000 is
 * the most). Ids and numbers only: enough to compute every count and every hash again. Empty for an unknown resource.
 */
export async function listLedger(
  ctx: Ctx,
  resourceId: string,
  after = 0,
  limit = ROWS_A_PAGE,
): Promise<LedgerPage> {
  const size = Math.max(1, Math.min(limit, MOST_ROWS_A_PAGE));
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
