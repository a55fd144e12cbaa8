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
import { adminLocale, adminTranslator } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Busy } from "#app/platform/errors.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";
import { emailOrText } from "#app/platform/text/email.ts";
import { wordsOfPage } from "#app/ui/admin/admin-meta.ts";
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
  const t = adminTranslator(adminLocale(preferencesOf(request).locale));
  const tooOften = (count: number) => no("RATE_LIMITED", t("admin.auth.tooMany", { count }));
  const no = (refusal: AnyRefusal, problem: string, field = "") =>
    data({ email, errors: { [field]: [problem] } }, { status: statusOf(refusal) });

  const limit = context.rateLimits.take("sign-in", context.clientAddress);
  if (!limit.ok) return tooOften(limit.retryAfterSeconds);
  if (emailOrText(email) === "") return no("INVALID_FORM", t("admin.auth.signIn.emailMissing"), "email");
  if (!password) return no("INVALID_FORM", t("admin.auth.signIn.passwordMissing"), "password");
  try {
    const userId = await authenticate(context, { email, password });
    const cookie = await beginSignIn(context.db, { userId, request, secure: context.secure });
    return redirect(next, { status: 303, headers: { "Set-Cookie": cookie } });
  } catch (error) {
    if (error instanceof WrongCredentials) return no("WRONG_CREDENTIALS", t("admin.auth.signIn.wrong"));
    if (error instanceof Busy) return tooOften(error.retryAfterSeconds);
    throw error;
  }
}

export const meta: MetaFunction = (args) => {
  const t = wordsOfPage(args);
  return [
    { title: `${t("admin.auth.signIn.title")} · Reservo` },
    { name: "description", content: t("admin.auth.signIn.description") },
    { name: "robots", content: "noindex" },
  ];
};

export default function SignInPage() {
  const { t } = useAdminWords();
  const { next, settled } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const errors: Record<string, string[]> = problem?.errors ?? {};
  return (
    <div className="narrow">
      <PageTitle line={t("admin.auth.signIn.line")}>{t("admin.auth.signIn.title")}</PageTitle>
      <ErrorSummary title={t("admin.auth.signIn.failed")} errors={errors} />
      {settled ? null : (
        <Notice tone="info" title={t("admin.auth.signIn.noOwner")}>
          <p>{t("admin.auth.signIn.noOwnerLine")}</p>
        </Notice>
      )}
      <form-guard>
        <form method="post" action={paths.signIn(next)} noValidate className="form">
          <Field
            label={t("admin.auth.email")}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={problem?.email}
            errors={errors.email}
          />
          <Field
            label={t("admin.auth.password")}
            name="password"
            type="password"
            autoComplete="current-password"
            errors={errors.password}
          />
          <Button wide busy={t("admin.auth.signIn.busy")}>
            {t("admin.auth.signIn.title")}
          </Button>
        </form>
      </form-guard>
    </div>
  );
}
