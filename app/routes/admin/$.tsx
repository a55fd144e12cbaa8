import { memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";

/** Handles unknown addresses of an organisation's admin. */
export const loader = memberLoader("seeEvents", anyEvent, () => {
  throw notFound();
});

export function action() {
  throw notFound();
}

export default function NoSuchPage() {
  return null;
}
