import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { ZoneGroup } from "#app/platform/zone-choices.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ConflictNotice } from "#app/ui/admin/conflict-notice.tsx";
import { EditorForm } from "#app/ui/admin/editor-form.tsx";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import type { SaveConflict } from "#app/ui/admin/save-conflict.ts";
import { ZoneSelect } from "#app/ui/admin/zone-select.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, EmailField, Field, Select } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { SettingsDraft } from "./settings-form.ts";

interface Named {
  code: string;
  name: string;
}

interface Props {
  draft: SettingsDraft;
  zones: ZoneGroup[];
  countries: Named[];
  currencies: Named[];
  saved: boolean;
  given: { draft: SettingsDraft; errors?: FormErrors; conflict?: SaveConflict } | undefined;
}

/** The settings page of an organisation: name, contact, region, and the links in the footer of its public pages. */
export function SettingsPage({ draft, zones, countries, currencies, saved, given }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const errors = given?.errors ?? {};
  const shown = given?.draft ?? draft;
  const of = (name: keyof SettingsDraft) => ({ name, defaultValue: shown[name], errors: errors[name] });
  return (
    <FormPage
      title={t("admin.settings.title")}
      line={t("admin.settings.line")}
      actions={
        <>
          <ButtonLink kind="quiet" href={paths.account()}>
            {t("admin.shell.account")}
          </ButtonLink>
          <ButtonLink kind="quiet" href={paths.auditLog()}>
            {t("admin.settings.auditLog")}
          </ButtonLink>
          <ButtonLink kind="quiet" href={paths.settingsAddress()}>
            {t("admin.address")}
          </ButtonLink>
        </>
      }
    >
      {saved && !given ? <Notice tone="ok" live title={t("admin.settings.saved")} /> : null}
      {/* Another version is another form: its fields begin with what that one has. */}
      <EditorForm key={draft.version} className="form" noValidate>
        <ErrorSummary title={t("admin.form.check")} errors={errors} />
        {given?.conflict ? (
          <ConflictNotice conflict={given.conflict} title={t("admin.settings.conflict")} />
        ) : null}
        <input type="hidden" name="version" value={shown.version} />
        <Field label={t("admin.settings.name")} {...of("name")} maxLength={120} autoComplete="organization" />
        <EmailField
          label={t("admin.settings.contactEmail")}
          {...of("contactEmail")}
          optional
          hint={t("admin.settings.contactEmailHint")}
        />
        <ZoneSelect
          label={t("admin.settings.timeZone")}
          {...of("timeZone")}
          zones={zones}
          hint={t("admin.settings.timeZoneHint")}
        />
        <NamedSelect
          label={t("admin.settings.country")}
          {...of("country")}
          hint={t("admin.settings.countryHint")}
          choices={countries}
        />
        <NamedSelect label={t("admin.settings.currency")} {...of("currency")} choices={currencies} />
        <LinkFields of={of} />
        <TwoFactorField isOn={shown.requiresTwoFactor === "on"} errors={errors.requiresTwoFactor} />
        <Button>{t("admin.shell.save")}</Button>
      </EditorForm>
    </FormPage>
  );
}

type FieldOf = (name: keyof SettingsDraft) => { name: string; defaultValue: string; errors?: string[] };

function LinkFields({ of }: { of: FieldOf }) {
  const { t } = useAdminWords();
  return (
    <>
      <Field
        type="url"
        label={t("admin.settings.privacyUrl")}
        {...of("privacyUrl")}
        optional
        hint={t("admin.settings.linkHint")}
        maxLength={500}
      />
      <Field
        type="url"
        label={t("admin.settings.imprintUrl")}
        {...of("imprintUrl")}
        optional
        hint={t("admin.settings.linkHint")}
        maxLength={500}
      />
    </>
  );
}

/** The requirement of two-factor authentication, with a link to the member's own, which it presupposes. */
function TwoFactorField({ isOn, errors }: { isOn: boolean; errors: string[] | undefined }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const hint = (
    <>
      {t("admin.settings.twoFactorHint")}{" "}
      <Link className="link" to={paths.twoFactor({ next: paths.settings() })}>
        {t("admin.settings.twoFactorOwn")}
      </Link>
    </>
  );
  return (
    <CheckField
      label={t("admin.settings.twoFactor")}
      name="requiresTwoFactor"
      defaultChecked={isOn}
      hint={hint}
      errors={errors}
    />
  );
}

/** A select of named codes with an empty option. */
function NamedSelect({
  choices,
  ...field
}: {
  choices: Named[];
  label: string;
  hint?: string;
} & ReturnType<FieldOf>) {
  const { t } = useAdminWords();
  return (
    <Select {...field} optional>
      <option value="">{t("admin.settings.none")}</option>
      {choices.map(({ code, name }) => (
        <option key={code} value={code}>{`${name} (${code})`}</option>
      ))}
    </Select>
  );
}
