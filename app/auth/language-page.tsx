import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { localeChoices } from "#app/platform/locales.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { EditorForm } from "#app/ui/admin/editor-form.tsx";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Select } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";

interface Props {
  /** Empty for the browser's language. */
  chosen: string;
  saved: boolean;
  given: { typed: string; errors?: FormErrors } | undefined;
}

/** The page to choose the language of organisers' pages. It belongs to the user and applies in all their organisations. */
export function LanguagePage({ chosen, saved, given }: Props) {
  const { t } = useAdminWords();
  const errors = given?.errors ?? {};
  return (
    <FormPage
      title={t("admin.language.title")}
      line={t("admin.language.line")}
      actions={
        <ButtonLink kind="quiet" href={useAdminPaths().teamLeave()}>
          {t("admin.language.leave")}
        </ButtonLink>
      }
    >
      {saved && !given ? <Notice tone="ok" live title={t("admin.language.saved")} /> : null}
      <EditorForm className="form" noValidate>
        <ErrorSummary title={t("admin.form.check")} errors={errors} />
        <Select
          label={t("admin.language.label")}
          name="locale"
          hint={t("admin.language.hint")}
          defaultValue={given?.typed ?? chosen}
          errors={errors.locale}
        >
          <option value="">{t("admin.language.ofBrowser")}</option>
          {localeChoices.map(({ locale, name }) => (
            <option key={locale} value={locale} lang={locale}>
              {name}
            </option>
          ))}
        </Select>
        <Button>{t("admin.shell.save")}</Button>
      </EditorForm>
    </FormPage>
  );
}
