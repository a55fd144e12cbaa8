import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ForgottenPasswordLink, NewPasswordNotice } from "#app/auth/account/sign-in-parts.tsx";
import { knownBrowserCookie } from "#app/auth/known-browser.server.ts";
import { hasOwner } from "#app/auth/set-up.server.ts";
import { checkSignIn } from "#app/auth/sign-in-check.server.ts";
import { SignInFields } from "#app/auth/sign-in-fields.tsx";
import { SIGN_IN_PAGE_FIELDS, type TypedSignIn, typedSignIn } from "#app/auth/sign-in-steps.ts";
import { beginSignIn, findSignedIn } from "#app/auth/sign-ins.server.ts";
import { adminServerTranslator } from "#app/i18n/admin-server-translate.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { wordsOfPage } from "#app/ui/admin/admin-meta.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = paths.safeNext(new URL(request.url).searchParams.get("next"));
  if (await findSignedIn(context.db, request, context.secure)) throw redirect(next);
  const messages = pageMessages(adminLocale(undefined, preferencesOf(request).locale), "admin.account.");
  const hasNewPassword = new URL(request.url).searchParams.get("done") === "password";
  return { next, settled: await hasOwner(context.db), messages, hasNewPassword };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const next = paths.safeNext(new URL(request.url).searchParams.get("next"));
  const typed = typedSignIn(await readTypedForm(request), SIGN_IN_PAGE_FIELDS);
  const t = adminServerTranslator(adminLocale(undefined, preferencesOf(request).locale));
  const checked = await checkSignIn({ request, context, t }, typed);
  if (!checked.ok) {
    const { refusal, errors, proof, retryAfterSeconds } = checked;
    const { email, code, recoveryCode } = typed;
    const headers = new Headers();
    if (retryAfterSeconds !== undefined) headers.set("Retry-After", String(retryAfterSeconds));
    // The password was right: browsers and their password managers take a 401 for a wrong one.
    const status = refusal === "CODE_REQUIRED" ? 200 : statusOf(refusal);
    return data({ email, errors, ...(proof && { proof, code, recoveryCode }) }, { status, headers });
  }
  const { userId, email } = checked;
  const headers = new Headers();
  headers.append("Set-Cookie", await beginSignIn(context, { userId, request }));
  headers.append("Set-Cookie", knownBrowserCookie(request, context, email));
  return redirect(next, { status: 303, headers });
}

/** Adds the Retry-After of a refused sign-in to the document. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

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
  const { next, settled, messages, hasNewPassword } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const errors: FormErrors = problem?.errors ?? {};
  const typed: Partial<TypedSignIn> = problem ?? {};
  return (
    <div className="narrow">
      <PageTitle line={t(typed.proof ? "admin.auth.code.line" : "admin.auth.signIn.line")}>
        {t("admin.auth.signIn.title")}
      </PageTitle>
      <ErrorSummary title={t("admin.auth.signIn.failed")} errors={errors} />
      {settled ? null : (
        <Notice tone="info" title={t("admin.auth.signIn.noOwner")}>
          <p>{t("admin.auth.signIn.noOwnerLine")}</p>
        </Notice>
      )}
      {hasNewPassword && !problem ? <NewPasswordNotice messages={messages} /> : null}
      <form-guard>
        <form method="post" action={paths.signIn(next)} noValidate className="form">
          <SignInFields names={SIGN_IN_PAGE_FIELDS} typed={typed} errors={errors} />
          <Button wide busy={t("admin.auth.signIn.busy")}>
            {t("admin.auth.signIn.title")}
          </Button>
          <ForgottenPasswordLink messages={messages} />
        </form>
      </form-guard>
    </div>
  );
}
