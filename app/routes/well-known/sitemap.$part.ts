import type { LoaderFunctionArgs } from "@remix-run/node";
import { EVENTS_TOPIC } from "#app/events/event-facts.server.ts";
import { sitemap } from "#app/listing/sitemap.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";

export const handle: RouteHandle = { surface: "public", cachedAs: "file" };

/** Limits staleness, since a new organisation does not invalidate the cache. */
const MAX_AGE_MS = 60_000;

export async function loader({ params, context }: LoaderFunctionArgs) {
  const number = /^([1-9]\d{0,3})\.xml$/.exec(params.part ?? "")?.[1];
  const part = number && (await sitemap(context.db, context.origin, Number(number)));
  if (!part) throw notFound();
  context.page?.cache({ resourceIds: [], topics: [EVENTS_TOPIC], maxAgeMs: MAX_AGE_MS });
  const headers = {
    "Content-Type": "application/xml; charset=utf-8",
    "Cache-Control": "public, max-age=3600",
  };
  return new Response(part, { headers });
}
