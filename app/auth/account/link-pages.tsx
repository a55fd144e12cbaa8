import type { ReactNode } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { type PageMessages, PageWords, usePageWords } from "#app/i18n/page-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import * as paths from "#app/platform/http/paths.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { EmailField, Field } from "#app/ui/forms/field.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { TextLink } from "#app/ui/text-link.tsx";

// The pages for users who are not signed in: a forgotten password, and links that were mailed to them.

interface Given {
  typed?: string;
  errors?: FormErrors;
}

/** The page that asks for the email address of a forgotten password, or its answer, which is the same for every address. */
export function ForgottenPasswordPage({
  messages,
  sent,
  given,
}: {
  messages: PageMessages;
  sent: boolean;
  given: Given | undefined;
}) {
  return (
    <PageWords value={messages}>
      <div className="narrow">{sent && !given ? <LinkSent /> : <ForgottenForm {...given} />}</div>
    </PageWords>
  );
}

function LinkSent() {
  const { t } = usePageWords();
  return (
    <>
      <PageTitle line={t("admin.account.forgotten.sentLine")}>
        {t("admin.account.forgotten.sentTitle")}
      </PageTitle>
      <p className="button-row">
        <ButtonLink kind="quiet" href={paths.forgottenPassword()}>
          {t("admin.account.forgotten.again")}
        </ButtonLink>
        <ButtonLink kind="quiet" href={paths.signIn()}>
          {t("admin.account.forgotten.back")}
        </ButtonLink>
      </p>
    </>
  );
}

function ForgottenForm({ typed, errors = {} }: Given) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  return (
    <>
      <PageTitle line={t("admin.account.forgotten.line")}>{t("admin.account.forgotten.title")}</PageTitle>
      <ErrorSummary title={words("admin.form.check")} errors={errors} />
      <form-guard>
        <form method="post" action={paths.forgottenPassword()} noValidate className="form">
          <EmailField
            label={words("admin.auth.email")}
            name="email"
            autoComplete="username"
            defaultValue={typed}
            errors={errors.email}
          />
          <Button wide busy={t("admin.account.forgotten.busy")}>
            {t("admin.account.address.send")}
          </Button>
          <TextLink href={paths.signIn()} alone>
            {t("admin.account.forgotten.back")}
          </TextLink>
        </form>
      </form-guard>
    </>
  );
}

/** The page of a link to set a new password; `email` is undefined if the link does not work any more. */
export function NewPasswordPage({
  messages,
  token,
  email,
  errors = {},
}: {
  messages: PageMessages;
  token: string;
  email: string | undefined;
  errors: FormErrors | undefined;
}) {
  return (
    <PageWords value={messages}>
      {email === undefined ? (
        <PasswordLinkGone />
      ) : (
        <NewPasswordForm token={token} email={email} errors={errors} />
      )}
    </PageWords>
  );
}

function NewPasswordForm({ token, email, errors }: { token: string; email: string; errors: FormErrors }) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  return (
    <div className="narrow">
      <PageTitle line={t("admin.account.newPassword.line", { email })}>
        {t("admin.account.newPassword.title")}
      </PageTitle>
      <ErrorSummary title={words("admin.form.check")} errors={errors} />
      <form-guard>
        <form method="post" action={paths.newPassword(token)} noValidate className="form">
          <Field
            label={t("admin.account.password.new")}
            name="password"
            type="password"
            autoComplete="new-password"
            hint={words("admin.auth.setUp.passwordHint")}
            errors={errors.password}
          />
          <Button wide busy={t("admin.account.newPassword.busy")}>
            {t("admin.account.newPassword.button")}
          </Button>
        </form>
      </form-guard>
    </div>
  );
}

function PasswordLinkGone() {
  const { t } = usePageWords();
  return (
    <Outcome
      title={t("admin.account.gone.title")}
      line={t("admin.account.gone.password")}
      href={paths.forgottenPassword()}
      link={t("admin.account.forgotten.again")}
    />
  );
}

export type ConfirmState = "open" | "done" | "gone" | "taken";

/** The page of a link to confirm a new email address. */
export function ConfirmEmailPage({
  messages,
  state,
  token,
  email,
  errors = {},
}: {
  messages: PageMessages;
  state: ConfirmState;
  token: string;
  /** The address to confirm, in the state `open`. */
  email: string;
  errors: FormErrors | undefined;
}) {
  return (
    <PageWords value={messages}>
      {state === "open" ? (
        <ConfirmForm token={token} email={email} errors={errors} />
      ) : (
        <ConfirmOutcome state={state} />
      )}
    </PageWords>
  );
}

function ConfirmForm({ token, email, errors }: { token: string; email: string; errors: FormErrors }) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  return (
    <div className="narrow">
      <PageTitle line={t("admin.account.confirm.line", { email })}>
        {t("admin.account.confirm.title")}
      </PageTitle>
      <ErrorSummary title={words("admin.form.check")} errors={errors} />
      <form-guard>
        <form method="post" action={paths.confirmEmail({ token })} className="form">
          <Button wide busy={t("admin.account.newPassword.busy")}>
            {t("admin.account.confirm.button")}
          </Button>
        </form>
      </form-guard>
    </div>
  );
}

function ConfirmOutcome({ state }: { state: Exclude<ConfirmState, "open"> }) {
  const { t } = usePageWords();
  if (state === "done") {
    return (
      <>
        <PageTitle line={t("admin.account.confirm.doneLine")}>{t("admin.account.confirm.done")}</PageTitle>
        <ButtonLink href={paths.ownAccount()}>{t("admin.account.gone.toAccount")}</ButtonLink>
      </>
    );
  }
  const words = {
    gone: [t("admin.account.gone.title"), t("admin.account.gone.email")],
    taken: [t("admin.account.confirm.taken"), t("admin.account.confirm.takenLine")],
  } as const;
  const [title, line] = words[state];
  const link = t("admin.account.gone.toAccount");
  return <Outcome title={title} line={line} href={paths.ownAccount()} link={link} />;
}

function Outcome({
  title,
  line,
  href,
  link,
}: {
  title: string;
  line: ReactNode;
  href: string;
  link: string;
}) {
  return (
    <EmptyTicket as="h1" title={title} line={line} action={<ButtonLink href={href}>{link}</ButtonLink>} />
  );
}
