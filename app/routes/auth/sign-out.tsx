import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { endSignIn } from "#app/auth/sign-ins.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";

/** Does not sign out: that is a write, which a link or an image on another page must not trigger. */
export function loader() {
  throw redirect(paths.signIn());
}

export async function action({ request, context }: ActionFunctionArgs) {
  await readForm(request);
  const cookie = await endSignIn(context, request);
  return redirect(paths.signIn(), { status: 303, headers: { "Set-Cookie": cookie } });
}
