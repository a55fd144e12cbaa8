import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ForgottenPasswordLink, NewPasswordNotice } from "#app/auth/account/sign-in-parts.tsx";
import { hasOwner } from "#app/auth/set-up.server.ts";
import { checkSignIn } from "#app/auth/sign-in-check.server.ts";
import { SignInFields } from "#app/auth/sign-in-fields.tsx";
import { beginSignIn, findSignedIn } from "#app/auth/sign-ins.server.ts";
import { adminLocale, adminTranslator } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { pageMessages } from "#app/i18n/page-messages.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { wordsOfPage } from "#app/ui/admin/admin-meta.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

const FIELDS = { email: "email", password: "password" } as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = paths.safeNext(new URL(request.url).searchParams.get("next"));
  if (await findSignedIn(context.db, request, context.secure)) throw redirect(next);
  const messages = pageMessages(adminLocale(undefined, preferencesOf(request).locale), "admin.account.");
  const hasNewPassword = new URL(request.url).searchParams.get("done") === "password";
  return { next, settled: await hasOwner(context.db), messages, hasNewPassword };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const next = paths.safeNext(new URL(request.url).searchParams.get("next"));
  const form = await readTypedForm(request);
  const email = String(form.get("email") ?? "").slice(0, 254);
  const password = String(form.get("password") ?? "");
  const t = adminTranslator(adminLocale(undefined, preferencesOf(request).locale));
  const checked = await checkSignIn(context, { email, password }, t);
  if (!checked.ok) {
    const { refusal, field, message } = checked;
    return data({ email, errors: { [field]: [message] } }, { status: statusOf(refusal) });
  }
  const { userId } = checked;
  const cookie = await beginSignIn(context, { userId, request });
  return redirect(next, { status: 303, headers: { "Set-Cookie": cookie } });
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
  const { next, settled, messages, hasNewPassword } = useLoaderData<typeof loader>();
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
      {hasNewPassword && !problem ? <NewPasswordNotice messages={messages} /> : null}
      <form-guard>
        <form method="post" action={paths.signIn(next)} noValidate className="form">
          <SignInFields names={FIELDS} email={problem?.email} errors={errors} />
          <Button wide busy={t("admin.auth.signIn.busy")}>
            {t("admin.auth.signIn.title")}
          </Button>
          <ForgottenPasswordLink messages={messages} />
        </form>
      </form-guard>
    </div>
  );
}
