import { notFound } from "#app/platform/http/ctx-of-request.ts";

/** Every address below /embed that no other page has. */
export function loader() {
  throw notFound();
}

export function action() {
  throw notFound();
}

export default function NoSuchPage() {
  return null;
}
