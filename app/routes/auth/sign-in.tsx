import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authenticate, WrongCredentials } from "#app/auth/authenticator.server.ts";
import { hasOwner } from "#app/auth/set-up.server.ts";
import { beginSignIn, findSignedIn } from "#app/auth/sign-ins.server.ts";
import { Busy } from "#app/platform/errors.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Field } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = paths.safeNext(new URL(request.url).searchParams.get("next"));
  if (await findSignedIn(context.db, request, context.secure)) throw redirect(next);
  return { next, settled: await hasOwner(context.db) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const next = paths.safeNext(new URL(request.url).searchParams.get("next"));
  const form = await readTypedForm(request);
  const email = String(form.get("email") ?? "").slice(0, 254);
  const password = String(form.get("password") ?? "");
  const no = (status: number, problem: string, field = "") =>
    data({ email, errors: { [field]: [problem] } }, { status });

  const limit = context.rateLimits.take("sign-in", context.clientAddress);
  if (!limit.ok) return no(429, tooOften(limit.retryAfterSeconds));
  if (!email.trim()) return no(422, "Type your e-mail.", "email");
  if (!password) return no(422, "Type your password.", "password");
  try {
    const userId = await authenticate(context, { email, password });
    const cookie = await beginSignIn(context.db, { userId, request, secure: context.secure });
    return redirect(next, { status: 303, headers: { "Set-Cookie": cookie } });
  } catch (error) {
    if (error instanceof WrongCredentials) return no(401, "This e-mail and password do not belong together.");
    if (error instanceof Busy) return no(429, tooOften(error.retryAfterSeconds));
    throw error;
  }
}

function tooOften(seconds: number): string {
  return `Too many tries. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
}

export const meta: MetaFunction = () => [
  { title: "Sign in · Reservo" },
  { name: "description", content: "Sign in to organise your events." },
  { name: "robots", content: "noindex" },
];

export default function SignInPage() {
  const { next, settled } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const errors: Record<string, string[]> = problem?.errors ?? {};
  return (
    <div className="narrow">
      <PageTitle line="To organise events. Attendees need no account.">Sign in</PageTitle>
      <ErrorSummary title="You are not signed in" errors={errors} />
      {settled ? null : (
        <Notice tone="info" title="Nobody has an account here yet">
          <p>Open the set-up link that Reservo printed when it started.</p>
        </Notice>
      )}
      <form-guard>
        <form method="post" action={paths.signIn(next)} noValidate className="form">
          <Field
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={problem?.email}
            errors={errors.email}
          />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            errors={errors.password}
          />
          <Button wide busy="Signing in…">
            Sign in
          </Button>
        </form>
      </form-guard>
    </div>
  );
}
