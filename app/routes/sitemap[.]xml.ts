import type { LoaderFunctionArgs } from "@remix-run/node";
import { sitemap } from "#app/events/sitemap.server.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const headers = {
    "Content-Type": "application/xml; charset=utf-8",
    "Cache-Control": "public, max-age=3600",
  };
  return new Response(await sitemap(context.db, context.origin), { headers });
}
