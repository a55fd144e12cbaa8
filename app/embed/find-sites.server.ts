import { and, eq } from "drizzle-orm";
import { slugLookedUp } from "#app/platform/text/slug.ts";
import type { Db } from "#db/client.ts";
import { events, organizations, slugs } from "#db/schema/index.ts";
import { framingSites } from "./sites.ts";

/** The sites that an event names, else those of its organisation; none named means any. */
function sitesOf(event: readonly string[] | null, organization: readonly string[]): readonly string[] {
  return event && event.length > 0 ? event : organization;
}

/**
 * Who may frame the page at a path of the embed (`/embed/:event…`, `/embed/o/:organisation`), as sources of a content
 * policy. A name that nobody has may be framed by anyone: its page says that it is not there.
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

/** Returns a part of a path as routes read it. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
