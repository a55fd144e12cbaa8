import type { LoaderFunctionArgs } from "@remix-run/node";
import { sitemap } from "#app/events/sitemap.server.ts";

/** It shows what no change is announced of to anybody who would ask. */
const MAX_AGE_MS = 60_000;

export async function loader({ context }: LoaderFunctionArgs) {
  context.page?.keep({ resourceIds: [], maxAgeMs: MAX_AGE_MS });
  const headers = {
    "Content-Type": "application/xml; charset=utf-8",
    "Cache-Control": "public, max-age=3600",
  };
  return new Response(await sitemap(context.db, context.origin), { headers });
}
