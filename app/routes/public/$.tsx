import { notFound } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";

export const handle: RouteHandle = { metricLabel: "other" };

/** Every address that no other page has. It lies under the layout, so that the page has the product's look. */
export function loader() {
  throw notFound();
}

export function action() {
  throw notFound();
}

export default function NoSuchPage() {
  return null;
}
