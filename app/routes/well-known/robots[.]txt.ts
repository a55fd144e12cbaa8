import type { LoaderFunctionArgs } from "@remix-run/node";
import * as paths from "#app/platform/http/paths.ts";

/** Where searching ends: at what belongs to members, and at pages that a link alone opens. */
const CLOSED = ["/admin", "/api/", "/b/", "/t/", "/embed/", "/preferences"];

export function loader({ context }: LoaderFunctionArgs) {
  const lines = [
    "User-agent: *",
    ...CLOSED.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${paths.absolute(context.origin, paths.sitemap())}`,
  ];
  context.page?.keep({ resourceIds: [] });
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" };
  return new Response(`${lines.join("\n")}\n`, { headers });
}
