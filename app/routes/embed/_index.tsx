import { notFound } from "#app/platform/http/ctx-of-request.ts";

/** There is no page at /embed itself: forms belong to events. */
export function loader() {
  throw notFound();
}

export function action() {
  throw notFound();
}

export default function NothingHere() {
  return null;
}
