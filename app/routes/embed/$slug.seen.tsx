import type { ActionFunctionArgs } from "@remix-run/node";
import { recordInstall } from "#app/embed/installs.server.ts";
import { findEventBySlug } from "#app/events/find-events.server.ts";
import { ctxOf, notFound } from "#app/platform/http/ctx-of-request.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { readForm } from "#app/platform/http/read-form.ts";

/** The address accepts POST only. */
export function loader() {
  throw notFound();
}

/** Records the site that a frame reports. The report cannot be verified; it only affects a list in the admin. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const event = await findEventBySlug(context.db, params.slug ?? "");
  if (event?.state !== "published") throw notFound();
  const limit = context.rateLimits.consume("seen", context.clientAddress);
  const site = String((await readForm(request)).get("site") ?? "");
  const isOrigin = URL.canParse(site) && new URL(site).origin === site && site.length <= 300;
  if (!isOrigin) throw problemResponse("malformedForm");
  if (limit.ok && site !== context.origin)
    await recordInstall(ctxOf(context, event.organizationId), event.id, site);
  return new Response(null, { status: 204 });
}
