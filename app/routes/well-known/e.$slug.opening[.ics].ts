import type { LoaderFunctionArgs } from "@remix-run/node";
import { openingCalendar } from "#app/checkout/opening-calendar.server.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";

export const handle: RouteHandle = { surface: "public", cachedAs: "opening" };

export function loader({ request, context, params }: LoaderFunctionArgs) {
  return openingCalendar({ request, context, slug: params.slug ?? "" });
}
