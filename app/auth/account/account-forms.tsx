import type { ReactNode } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { type PageMessages, PageWords, usePageWords } from "#app/i18n/page-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { CancelLink, EditorForm } from "#app/ui/admin/editor-form.tsx";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { EmailField, Field } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** A form as it was submitted: its errors, or the notice for why it was not processed. */
interface Given {
  typed?: string;
  errors?: FormErrors;
  notice?: string;
}

interface Page {
  messages: PageMessages;
  given: Given | undefined;
}

/** The page with the form of a member's name. */
export function RenamePage({ messages, name, given }: Page & { name: string }) {
  return (
    <PageWords value={messages}>
      <RenameForm name={name} given={given} />
    </PageWords>
  );
}

function RenameForm({ name, given }: { name: string; given: Given | undefined }) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  const errors = given?.errors ?? {};
  return (
    <FormPage title={t("admin.account.rename.title")}>
      <EditorForm className="form" noValidate>
        <ErrorSummary title={words("admin.form.check")} errors={errors} />
        <Field
          label={t("admin.account.name")}
          name="name"
          autoComplete="name"
          maxLength={120}
          hint={t("admin.account.rename.hint")}
          defaultValue={given?.typed ?? name}
          errors={errors.name}
        />
        <FormButtons>{words("admin.shell.save")}</FormButtons>
      </EditorForm>
    </FormPage>
  );
}

/** The page with the form of a new password. */
export function ChangePasswordPage({ messages, email, given }: Page & { email: string }) {
  return (
    <PageWords value={messages}>
      <PasswordForm email={email} errors={given?.errors ?? {}} />
    </PageWords>
  );
}

function PasswordForm({ email, errors }: { email: string; errors: FormErrors }) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  return (
    <FormPage title={t("admin.account.password.title")} line={t("admin.account.password.line")}>
      <AdminForm className="form" noValidate>
        <ErrorSummary title={words("admin.form.check")} errors={errors} />
        {/* Password managers store the new password under this name. */}
        <input type="hidden" autoComplete="username" value={email} />
        <CurrentPassword errors={errors.currentPassword} />
        <Field
          label={t("admin.account.password.new")}
          name="password"
          type="password"
          autoComplete="new-password"
          hint={words("admin.auth.setUp.passwordHint")}
          errors={errors.password}
        />
        <FormButtons>{t("admin.account.password.title")}</FormButtons>
      </AdminForm>
    </FormPage>
  );
}

/** The page with the form of a new email address, and with the one that is not confirmed yet. */
export function ChangeEmailPage({
  messages,
  given,
  pending,
}: Page & {
  pending: string | undefined;
}) {
  return (
    <PageWords value={messages}>
      <EmailForms given={given} pending={pending} />
    </PageWords>
  );
}

function EmailForms({ given, pending }: { given: Given | undefined; pending: string | undefined }) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  const errors = given?.errors ?? {};
  return (
    <FormPage title={t("admin.account.address.title")} line={t("admin.account.address.line")}>
      {pending === undefined ? null : (
        <Notice tone="info" live title={t("admin.account.address.pending")}>
          <p>{t("admin.account.address.pendingLine", { email: pending })}</p>
          <AdminForm className="button-row">
            <Button kind="quiet" name="intent" value="cancel">
              {t("admin.account.address.cancel")}
            </Button>
          </AdminForm>
        </Notice>
      )}
      <AdminForm className="form" noValidate>
        <ErrorSummary title={words("admin.form.check")} errors={errors} />
        <EmailField
          label={t("admin.account.address.new")}
          name="email"
          defaultValue={given?.typed}
          errors={errors.email}
        />
        <CurrentPassword errors={errors.currentPassword} />
        <FormButtons intent="request">{t("admin.account.address.send")}</FormButtons>
      </AdminForm>
    </FormPage>
  );
}

function CurrentPassword({ errors }: { errors: string[] | undefined }) {
  const { t } = usePageWords();
  return (
    <Field
      label={t("admin.account.password.current")}
      name="currentPassword"
      type="password"
      autoComplete="current-password"
      errors={errors}
    />
  );
}

function FormButtons({ intent, children }: { intent?: string; children: ReactNode }) {
  const paths = useAdminPaths();
  return (
    <div className="button-row">
      <Button name={intent && "intent"} value={intent}>
        {children}
      </Button>
      <CancelLink to={paths.account()} />
    </div>
  );
}
