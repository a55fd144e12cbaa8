import { eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { organizations } from "#db/schema/index.ts";

/** Returns the sites that an organisation allows to embed all of its events. */
export async function findOrganizationSites(ctx: Ctx): Promise<string[]> {
  const [row] = await ctx.db
    .select({ sites: organizations.embedSites })
    .from(organizations)
    .where(eq(organizations.id, ctx.organizationId));
  return row?.sites ?? [];
}
