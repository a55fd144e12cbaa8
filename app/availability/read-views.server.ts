import { and, eq, inArray, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { resources } from "#db/schema/index.ts";
import { shownCounts, type View } from "./view.ts";

/** Reads the views of the given resources in one statement. Unknown ids are omitted. */
export async function readViews(ctx: Ctx, ids: string[]): Promise<View[]> {
  const rows = await ctx.db
    .select({
      resourceId: resources.id,
      type: resources.type,
      state: sql<
        View["state"]
      >`case when ${resources.cancelled} then 'CANCELLED' else ${resources.state} end`,
      capacity: resources.capacity,
      booked: resources.booked,
      held: resources.held,
      blocked: resources.blocked,
      setAside: resources.setAside,
      version: resources.version,
      opensAt: resources.opensAt,
      closesAt: resources.closesAt,
    })
    .from(resources)
    .where(and(eq(resources.organizationId, ctx.organizationId), inArray(resources.id, ids)));
  return rows.map(({ booked, held, blocked, setAside, opensAt, closesAt, ...row }) => ({
    ...row,
    ...shownCounts({ booked, held, blocked }),
    remaining: row.capacity - booked - held - setAside,
    opensAt: opensAt?.getTime() ?? null,
    closesAt: closesAt?.getTime() ?? null,
  }));
}
