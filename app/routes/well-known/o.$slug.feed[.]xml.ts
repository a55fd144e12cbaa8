import type { LoaderFunctionArgs } from "@remix-run/node";
import { organiserFeed } from "#app/listing/organiser-feeds.server.ts";
import { findOrganizationBySlug } from "#app/organizations/organizations.server.ts";
import { ctxOf, notFound, redirectToCurrent } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";

export const handle: RouteHandle = { surface: "public", cachedAs: "file" };

const MAX_AGE_MS = 60_000;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const organization = await findOrganizationBySlug(context.db, params.slug ?? "");
  if (!organization) throw notFound();
  redirectToCurrent(request, params.slug ?? "", organization.slug);
  context.page?.cache({ organizationId: organization.id, resourceIds: [], maxAgeMs: MAX_AGE_MS });
  const feed = await organiserFeed(ctxOf(context, organization.id), organization, context.origin);
  const headers = {
    "Content-Type": "application/rss+xml; charset=utf-8",
    "Cache-Control": "public, max-age=300",
  };
  return new Response(feed, { headers });
}
