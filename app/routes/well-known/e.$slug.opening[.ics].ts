import type { LoaderFunctionArgs } from "@remix-run/node";
import { openingCalendar } from "#app/checkout/opening-calendar.server.ts";

export function loader({ request, context, params }: LoaderFunctionArgs) {
  return openingCalendar({ request, context, slug: params.slug ?? "" });
}
