import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { endSignIn } from "#app/auth/sign-ins.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";

/** Signing out is a write: a link or a picture on another page must not do it. */
export function loader() {
  throw redirect(paths.signIn());
}

export async function action({ request, context }: ActionFunctionArgs) {
  await readForm(request);
  const cookie = await endSignIn(context.db, request, context.secure);
  return redirect(paths.signIn(), { status: 303, headers: { "Set-Cookie": cookie } });
}
