import type { LoaderFunctionArgs } from "@remix-run/node";
import { EVENTS_TOPIC } from "#app/events/event-facts.server.ts";
import { sitemap } from "#app/listing/sitemap.server.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";

export const handle: RouteHandle = { surface: "public", cachedAs: "file" };

/** Limits staleness, since a new organisation does not invalidate the cache. */
const MAX_AGE_MS = 60_000;

export async function loader({ context }: LoaderFunctionArgs) {
  context.page?.cache({ resourceIds: [], topics: [EVENTS_TOPIC], maxAgeMs: MAX_AGE_MS });
  const headers = {
    "Content-Type": "application/xml; charset=utf-8",
    "Cache-Control": "public, max-age=3600",
  };
  return new Response(await sitemap(context.db, context.origin), { headers });
}
