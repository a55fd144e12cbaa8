import type { LoaderFunctionArgs } from "@remix-run/node";
import { organiserCalendar } from "#app/events/organiser-feeds.server.ts";
import { findOrganizationBySlug } from "#app/organizations/organizations.server.ts";
import { ctxOf, notFound } from "#app/platform/door.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const organization = await findOrganizationBySlug(context.db, params.slug ?? "");
  if (!organization) throw notFound();
  const calendar = await organiserCalendar(ctxOf(context, organization.id), organization, context.origin);
  const headers = { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "public, max-age=300" };
  return new Response(calendar, { headers });
}
