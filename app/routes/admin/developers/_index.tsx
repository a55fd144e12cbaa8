import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireMember } from "#app/auth/require-member.server.ts";
import * as paths from "#app/platform/http/paths.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireMember(request, context, "manageDevelopers");
  return redirect(paths.adminKeys());
}
