import { and, eq, sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { events, organizations } from "#db/schema/index.ts";

/** Names the sites that may frame an event's form; none means those of the organisation. */
export async function saveSites(ctx: Ctx, eventId: string, sites: string[]): Promise<void> {
  await ctx.db
    .update(events)
    .set({ embedSites: sites, version: sql`${events.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(events.organizationId, ctx.organizationId), eq(events.id, eventId)));
}

/** The sites that an organisation names for all of its events. */
export async function findOrganizationSites(ctx: Ctx): Promise<string[]> {
  const [row] = await ctx.db
    .select({ sites: organizations.embedSites })
    .from(organizations)
    .where(eq(organizations.id, ctx.organizationId));
  return row?.sites ?? [];
}
