import { notFound } from "#app/platform/http/ctx-of-request.ts";

/** Handles unknown addresses below /embed. */
export function loader() {
  throw notFound();
}

export function action() {
  throw notFound();
}

export default function NoSuchPage() {
  return null;
}
