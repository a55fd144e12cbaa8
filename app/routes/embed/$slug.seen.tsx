import type { ActionFunctionArgs } from "@remix-run/node";
import { noteSeen } from "#app/embed/installs.server.ts";
import { findEventBySlug } from "#app/events/find-events.server.ts";
import { ctxOf, notFound } from "#app/platform/http/ctx-of-request.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { readForm } from "#app/platform/http/read-form.ts";

/** Nothing to look at. */
export function loader() {
  throw notFound();
}

/** A frame tells on which site it was opened. It is believed as far as such a thing can be: it changes a list, and no more. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const event = await findEventBySlug(context.db, params.slug ?? "");
  if (event?.state !== "published") throw notFound();
  const limit = context.rateLimits.take("seen", context.clientAddress);
  const site = String((await readForm(request)).get("site") ?? "");
  const isOrigin = URL.canParse(site) && new URL(site).origin === site && site.length <= 300;
  if (!isOrigin) throw problemResponse("malformedForm");
  if (limit.ok && site !== context.origin)
    await noteSeen(ctxOf(context, event.organizationId), event.id, site);
  return new Response(null, { status: 204 });
}
