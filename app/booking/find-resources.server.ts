import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { resources } from "#db/schema/index.ts";
import type { ResourceState } from "./states.ts";

/** The current state of a resource, for display. Only the engine may decide on it, under its lock. */
export interface ResourceNow {
  id: string;
  type: string;
  capacity: number;
  booked: number;
  held: number;
  setAside: number;
  state: ResourceState;
  version: number;
  /** How much the capacity in force is above the planned one. */
  over: number;
}

export interface Found<Row> {
  rows: Row[];
  /** Number of matching rows, counted up to `countTo` + 1. */
  counted: number;
  /** Whether there are more after these. */
  more: boolean;
}

/** The state in the engine's terms. */
const STATE = sql`case when ${resources.cancelled} then 'CANCELLED' else ${resources.state} end`;

const columns = {
  id: resources.id,
  type: resources.type,
  capacity: resources.capacity,
  booked: resources.booked,
  held: resources.held,
  setAside: resources.setAside,
  state: sql<ResourceState>`${STATE}`,
  version: resources.version,
  over: resources.over,
};

export async function findResource(ctx: Ctx, id: string): Promise<ResourceNow | undefined> {
  const [found] = await ctx.db
    .select(columns)
    .from(resources)
    .where(owned(resources, ctx, id));
  return found;
}

/** Returns a page of the organisation's resources, newest first. */
export async function listResources(
  ctx: Ctx,
  page: { limit: number; offset: number; countTo: number; state?: ResourceState; type?: string },
): Promise<Found<ResourceNow>> {
  const wanted = and(
    eq(resources.organizationId, ctx.organizationId),
    page.state ? eq(STATE, page.state) : undefined,
    page.type === undefined ? undefined : eq(resources.type, page.type),
  );
  const [rows, counted] = await Promise.all([
    ctx.db
      .select(columns)
      .from(resources)
      .where(wanted)
      .orderBy(desc(resources.createdAt), desc(resources.id))
      .limit(page.limit + 1)
      .offset(page.offset),
    countUpTo(ctx, page.countTo, sql`select 1 from ${resources} where ${wanted}`),
  ]);
  return { rows: rows.slice(0, page.limit), counted, more: rows.length > page.limit };
}

/** Counts the rows of a query, up to `most` + 1. */
export async function countUpTo(ctx: Ctx, most: number, query: SQL): Promise<number> {
  const [row] = await ctx.db.execute<{ counted: string }>(
    sql`select count(*) as counted from (${query} limit ${most + 1}) as counted_rows`,
  );
  return Number(row?.counted ?? 0);
}
