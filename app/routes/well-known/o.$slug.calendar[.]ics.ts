import type { LoaderFunctionArgs } from "@remix-run/node";
import { CALENDAR_MAX_AGE_MS, organiserCalendar } from "#app/listing/organiser-calendar.server.ts";
import { findOrganizationBySlug } from "#app/organizations/organizations.server.ts";
import { ctxOf, notFound, redirectToCurrent } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";

export const handle: RouteHandle = { surface: "public", cachedAs: "file" };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const organization = await findOrganizationBySlug(context.db, params.slug ?? "");
  if (!organization) throw notFound();
  redirectToCurrent(request, params.slug ?? "", organization.slug);
  context.page?.cache({ organizationId: organization.id, resourceIds: [], maxAgeMs: CALENDAR_MAX_AGE_MS });
  const calendar = await organiserCalendar(ctxOf(context, organization.id), organization, context.origin);
  const headers = { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "public, max-age=300" };
  return new Response(calendar, { headers });
}
