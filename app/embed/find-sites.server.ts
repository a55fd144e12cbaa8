import { and, eq } from "drizzle-orm";
import { slugLookedUp } from "#app/platform/text/slug.ts";
import type { Db } from "#db/client.ts";
import { events, organizations, slugs } from "#db/schema/index.ts";
import { framingSites } from "./sites.ts";

/** Returns the event's allowed sites, else those of its organisation. An empty list allows any site. */
function sitesOf(event: readonly string[] | null, organization: readonly string[]): readonly string[] {
  return event && event.length > 0 ? event : organization;
}

/**
 * Returns the sites that may frame the page at an embed path (`/embed/:event…`, `/embed/o/:organisation`), as CSP
 * sources. An unknown slug may be framed by any site, so that its "not found" page is shown there.
 */
export async function findFramingSites(db: Db, path: string, previewOrigin?: string): Promise<string[]> {
  const [, , first = "", second = ""] = path.split("/");
  const slug = first === "o" ? second : first;
  const [found] = await db
    .select({ event: events.embedSites, organization: organizations.embedSites })
    .from(slugs)
    .innerJoin(organizations, eq(organizations.id, slugs.organizationId))
    .leftJoin(events, and(eq(events.organizationId, slugs.organizationId), eq(events.id, slugs.eventId)))
    .where(eq(slugs.slug, slugLookedUp(decoded(slug))))
    .limit(1);
  return framingSites(found ? sitesOf(found.event, found.organization) : [], previewOrigin);
}

/** Decodes a path segment the way the router does; malformed escapes are left as they are. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
