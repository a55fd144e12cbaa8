import { and, asc, count, eq, inArray, isNull, or } from "drizzle-orm";
import * as paths from "#app/platform/http/paths.ts";
import type { Db } from "#db/client.ts";
import { events, slugs } from "#db/schema/index.ts";

/** URLs per sitemap file. */
const URLS_PER_PART = 5_000;

const known = and(eq(events.visibility, "public"), inArray(events.state, ["published", "cancelled"]));
const ofEvent = and(eq(events.organizationId, slugs.organizationId), eq(events.id, slugs.eventId));

/**
 * Returns the sitemap of all organisation and public event pages: one file, or an index of parts if there are too many.
 * Undefined for a part that does not exist.
 */
export async function sitemap(db: Db, origin: string, part?: number): Promise<string | undefined> {
  if (part === undefined) {
    const parts = Math.ceil((await countPages(db)) / URLS_PER_PART);
    if (parts > 1) return index(origin, parts);
  }
  const entries = await listPages(db, part ?? 1);
  if (entries.length === 0 && part !== undefined) return undefined;
  const urls = entries.map(({ path, changedAt }) => {
    const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : "";
    return `<url><loc>${paths.absolute(origin, path)}</loc>${changed}</url>`;
  });
  return document("urlset", urls);
}

function index(origin: string, parts: number): string {
  const files = Array.from({ length: parts }, (_, number) =>
    paths.absolute(origin, paths.sitemap(number + 1)),
  );
  return document(
    "sitemapindex",
    files.map((file) => `<sitemap><loc>${file}</loc></sitemap>`),
  );
}

function document(kind: string, entries: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join("\n")}\n</${kind}>\n`;
}

async function countPages(db: Db): Promise<number> {
  const [[organizations], [ofEvents]] = await Promise.all([
    db
      .select({ pages: count() })
      .from(slugs)
      .where(and(isNull(slugs.eventId), eq(slugs.current, true))),
    db.select({ pages: count() }).from(events).where(known),
  ]);
  return (organizations?.pages ?? 0) + (ofEvents?.pages ?? 0);
}

/** Returns a part's pages, ordered by slug, which changes least often. */
async function listPages(db: Db, part: number): Promise<{ path: string; changedAt: Date | null }[]> {
  const pages = await db
    .select({ slug: slugs.slug, eventId: slugs.eventId, changedAt: events.updatedAt })
    .from(slugs)
    .leftJoin(events, ofEvent)
    .where(and(eq(slugs.current, true), or(isNull(slugs.eventId), known)))
    .orderBy(asc(slugs.slug))
    .offset((part - 1) * URLS_PER_PART)
    .limit(URLS_PER_PART);
  return pages.map(({ slug, eventId, changedAt }) => ({
    path: eventId === null ? paths.organizationPage(slug) : paths.eventPage(slug),
    changedAt,
  }));
}
