import type { LoaderFunctionArgs } from "@remix-run/node";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";

export const handle: RouteHandle = { surface: "public", cachedAs: "file" };

/** Disallows the routes that are declared closed to robots, and links to the sitemap. */
export function loader({ context }: LoaderFunctionArgs) {
  const lines = [
    "User-agent: *",
    ...context.robotsDisallow.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${paths.absolute(context.origin, paths.sitemap())}`,
  ];
  context.page?.cache({ resourceIds: [] });
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" };
  return new Response(`${lines.join("\n")}\n`, { headers });
}
