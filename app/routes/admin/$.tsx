import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "#app/auth/require-member.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";

/** Every address below /admin that no other page has. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireMember(request, context, "seeEvents");
  throw notFound();
}

export function action() {
  throw notFound();
}

export default function NoSuchPage() {
  return null;
}
