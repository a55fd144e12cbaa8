import { notFound } from "#app/platform/http/ctx-of-request.ts";

/** Nothing by itself: a form is of an event. */
export function loader() {
  throw notFound();
}

export function action() {
  throw notFound();
}

export default function NothingHere() {
  return null;
}
