import { sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { owned } from "#app/platform/owned.ts";
import { events } from "#db/schema/index.ts";

/** Sets which sites may frame an event's form; none means those of the organisation. */
export async function saveEmbedSites(ctx: Ctx, eventId: string, sites: string[]): Promise<void> {
  await ctx.db
    .update(events)
    .set({ embedSites: sites, version: sql`${events.version} + 1`, updatedAt: sql`now()` })
    .where(owned(events, ctx, eventId));
}
