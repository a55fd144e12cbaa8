import { sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";

/**
 * Totals of an organisation's bookings by guests and walk-ins. They are sums of counters, so that their cost does not grow with the number of
 * bookings.
 */
export interface Figures {
  /** Every reservation that ever took seats: confirmed, held, cancelled and expired. */
  reservations: number;
  quantity: number;
  /** Reservations whose seats were freed again. */
  freed: number;
  /** Live holds of guests. */
  pending: number;
  clients: number;
  resources: number;
  capacity: number;
  /** Seats that are confirmed, held or blocked now. */
  taken: number;
  rejected: number;
  rejectedQuantity: number;
}

export interface ResourceUsage {
  id: string;
  type: string;
  capacity: number;
  taken: number;
  /** Every reservation that ever took seats of it. */
  reservations: number;
}

type Numbers<T> = { [Key in keyof T]: string };

/** Returns the totals of the organisation. */
export async function getFigures(ctx: Ctx): Promise<Figures> {
  const [row] = await ctx.db.execute<Numbers<Figures>>(sql`
    with days as (
      select coalesce(sum(taken), 0) as reservations, coalesce(sum(taken_quantity), 0) as quantity,
        coalesce(sum(freed), 0) as freed, coalesce(sum(rejected), 0) as rejected,
        coalesce(sum(rejected_quantity), 0) as "rejectedQuantity"
      from resource_days where organization_id = ${ctx.organizationId}
    ), places as (
      select count(*) as resources, coalesce(sum(capacity), 0) as capacity, coalesce(sum(booked + held), 0) as taken
      from resources where organization_id = ${ctx.organizationId}
    )
    select days.*, places.*,
      (select count(*) from reservations r
        where r.organization_id = ${ctx.organizationId} and r.status = 'PENDING' and not exists (
          select 1 from bookings b where b.organization_id = r.organization_id and b.id = r.booking_id
            and b.kind not in ('guest', 'walk_in'))) as pending,
      coalesce((select clients from client_counts where organization_id = ${ctx.organizationId}), 0) as clients
    from days, places`);
  return numbersOf(row ?? ({} as Numbers<Figures>));
}

/** Counts the rejections by reason: those gathered already, and those since. */
export async function countRejections(ctx: Ctx): Promise<Record<string, number>> {
  const rows = await ctx.db.execute<{ reason: string; rejected: string }>(sql`
    select reason, sum(rejected) as rejected from (
      select reason, rejected from rejection_counts where organization_id = ${ctx.organizationId}
      union all
      select rejection_reason, count(*) from reservations
      where organization_id = ${ctx.organizationId} and status = 'REJECTED'
        and created_at > coalesce(
          (select read_to from rejection_cursors where organization_id = ${ctx.organizationId}), '-infinity')
      group by rejection_reason
    ) as counted group by reason order by sum(rejected) desc, reason`);
  return Object.fromEntries(rows.map(({ reason, rejected }) => [reason, Number(rejected)]));
}

/** Returns the fullest resources, in order of occupancy. */
export async function listFullest(ctx: Ctx, limit: number): Promise<ResourceUsage[]> {
  const rows = await ctx.db.execute<Numbers<ResourceUsage>>(sql`
    select r.id, r.type, r.capacity, r.taken, coalesce(d.reservations, 0) as reservations
    from (
      select id, type, capacity, booked + held as taken from resources
      where organization_id = ${ctx.organizationId}
      order by (booked + held)::float8 / capacity desc, id limit ${limit}
    ) r
    left join lateral (
      select sum(taken) as reservations from resource_days
      where organization_id = ${ctx.organizationId} and resource_id = r.id
    ) d on true
    order by r.taken::float8 / r.capacity desc, r.id`);
  return rows.map(({ id, type, ...row }) => ({ id, type, ...numbersOf(row) }));
}

function numbersOf<T extends object>(row: Numbers<T>): { [Key in keyof T]: number } {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])) as {
    [Key in keyof T]: number;
  };
}
