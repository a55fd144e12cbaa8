import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { type PageMessages, PageWords, usePageWords } from "#app/i18n/page-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import { SecretText } from "#app/ui/admin/secret-text.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Field } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { QrSvg } from "#app/ui/qr-svg.tsx";
import { CodeField, CodeFields } from "./code-fields.tsx";
import type { PendingSecret } from "./pending-secret.server.ts";
import { RecoveryCodeList } from "./recovery-code-list.tsx";
import { RequiredWords } from "./required-words.tsx";

interface Given {
  /** Why the form was not processed; the page shell shows it. */
  notice?: string;
  recoveryCodes?: string[] | undefined;
  errors?: FormErrors;
  typed?: { code: string; recoveryCode: string };
  pending?: PendingSecret;
}

interface Props {
  /** Where to continue after turning it on. */
  next: string;
  /** The name of the organisation, if it requires what the member lacks. */
  requiredBy: string | undefined;
  turnedOff: boolean;
  on: { since: string; recoveryCodesLeft: number } | undefined;
  pending: PendingSecret | undefined;
  given: Given | undefined;
}

const NAMES = { code: "code", recoveryCode: "recoveryCode" };

/** The page of a member's own two-factor authentication: turns it on and off, and creates recovery codes. */
export function TwoFactorPage({ messages, ...page }: Props & { messages: PageMessages }) {
  return (
    <PageWords value={messages}>
      <OwnTwoFactor {...page} />
    </PageWords>
  );
}

function OwnTwoFactor({ next, requiredBy, turnedOff, on, pending, given }: Props) {
  const { t } = usePageWords();
  if (given?.recoveryCodes) return <RecoveryCodeList codes={given.recoveryCodes} next={next} />;
  const shown = given?.pending ?? pending;
  return (
    <FormPage title={t("admin.twoFactor.title")} line={t("admin.twoFactor.line")}>
      {requiredBy === undefined ? null : <RequiredNotice organization={requiredBy} />}
      {turnedOff && !given && !on ? <Notice tone="ok" live title={t("admin.twoFactor.off")} /> : null}
      {on ? <OnForm on={on} given={given} /> : shown ? <OffForm pending={shown} given={given} /> : null}
    </FormPage>
  );
}

function RequiredNotice({ organization }: { organization: string }) {
  const { t } = usePageWords();
  return (
    <Notice tone="warn" title={<RequiredWords organization={organization} />}>
      <p>{t("admin.twoFactor.requiredLine")}</p>
    </Notice>
  );
}

/** The form that turns it on. */
function OffForm({ pending, given }: { pending: PendingSecret; given: Given | undefined }) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  const errors = given?.errors ?? {};
  return (
    <AdminForm className="form two-factor" noValidate>
      <ErrorSummary title={words("admin.form.check")} errors={errors} />
      <p>{t("admin.twoFactor.scan")}</p>
      <QrSvg qr={pending.qr} label={t("admin.twoFactor.qr")} />
      <SecretText label={t("admin.twoFactor.key")} value={pending.key} />
      <input type="hidden" name="pending" value={pending.sealed} />
      <CodeField name="code" typed={given?.typed?.code} errors={errors.code} />
      <PasswordField errors={errors.password} />
      <Button name="intent" value="on">
        {t("admin.twoFactor.turnOn")}
      </Button>
    </AdminForm>
  );
}

/** The form that creates recovery codes or turns it off. */
function OnForm({ on, given }: { on: NonNullable<Props["on"]>; given: Given | undefined }) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  const errors = given?.errors ?? {};
  const left = on.recoveryCodesLeft;
  return (
    <>
      <Notice tone="info" title={t("admin.twoFactor.since", { date: on.since })}>
        <p>{t("admin.twoFactor.left", { count: left })}</p>
      </Notice>
      <AdminForm className="form two-factor" noValidate>
        <ErrorSummary title={words("admin.form.check")} errors={errors} />
        <CodeFields names={NAMES} typed={given?.typed ?? {}} errors={errors} />
        <PasswordField errors={errors.password} />
        <div className="button-row">
          <Button name="intent" value="renew">
            {t("admin.twoFactor.renew")}
          </Button>
          <Button kind="danger" name="intent" value="off">
            {t("admin.twoFactor.turnOff")}
          </Button>
        </div>
        <p className="field-hint">{t("admin.twoFactor.offLine")}</p>
      </AdminForm>
    </>
  );
}

function PasswordField({ errors }: { errors: string[] | undefined }) {
  const { t } = useAdminWords();
  return (
    <Field
      label={t("admin.auth.password")}
      name="password"
      type="password"
      autoComplete="current-password"
      errors={errors}
    />
  );
}
