import { eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { organizations } from "#db/schema/index.ts";

/** The sites that an organisation names for all of its events. */
export async function findOrganizationSites(ctx: Ctx): Promise<string[]> {
  const [row] = await ctx.db
    .select({ sites: organizations.embedSites })
    .from(organizations)
    .where(eq(organizations.id, ctx.organizationId));
  return row?.sites ?? [];
}
