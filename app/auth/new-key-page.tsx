import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { Lifetime } from "#app/organizations/key-form.ts";
import { SCOPES } from "#app/organizations/key-secret.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { CancelLink, EditorForm } from "#app/ui/admin/editor-form.tsx";
import { NewSecret } from "#app/ui/admin/new-secret.tsx";
import { SectionPage } from "#app/ui/admin/page-shells.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, Select } from "#app/ui/forms/field.tsx";
import { FieldErrors } from "#app/ui/forms/field-frame.tsx";
import { type KeyDraft, NEW_KEY } from "./key-draft.ts";
import { KeyNameField, NetworksField } from "./key-fields.tsx";

const LIFETIMES: readonly Lifetime[] = ["30", "90", "365", "0"];

/** The result of the form: the secret of the new key, or the typed values with their errors. */
interface Given {
  secret?: string | undefined;
  draft: KeyDraft;
  errors?: FormErrors;
}

export function NewKeyPage({ given }: { given: Given | undefined }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  if (given?.secret) {
    return (
      <section>
        <h2>{t("admin.key.of", { name: given.draft.name })}</h2>
        <NewSecret label={t("admin.key.apiKey")} value={given.secret} done={paths.keys()} />
      </section>
    );
  }
  return (
    <SectionPage title={t("admin.keys.new")}>
      <KeyForm draft={given?.draft ?? NEW_KEY} errors={given?.errors ?? {}} cancel={paths.keys()} />
    </SectionPage>
  );
}

function KeyForm({ draft, errors, cancel }: { draft: KeyDraft; errors: FormErrors; cancel: string }) {
  const { t } = useAdminWords();
  return (
    <EditorForm className="form" noValidate>
      <ErrorSummary title={t("admin.form.check")} errors={errors} />
      <KeyNameField draft={draft} errors={errors} />
      <fieldset className="check-group" id="scopes" tabIndex={-1} aria-describedby="scopes-error">
        <legend>{t("admin.keys.scopes")}</legend>
        {SCOPES.map((scope) => (
          <CheckField
            key={scope}
            id={`scopes-${scope}`}
            name="scopes"
            value={scope}
            label={<code>{scope}</code>}
            hint={t(`admin.key.scope.${scope}`)}
            defaultChecked={draft.scopes.includes(scope)}
          />
        ))}
        <FieldErrors id="scopes" errors={errors.scopes} />
      </fieldset>
      <NetworksField draft={draft} errors={errors} />
      <Select
        label={t("admin.key.lifetime")}
        name="lifetime"
        defaultValue={draft.lifetime}
        errors={errors.lifetime}
      >
        {LIFETIMES.map((days) => (
          <option key={days} value={days}>
            {t(`admin.key.lifetime.${days}`)}
          </option>
        ))}
      </Select>
      <div className="button-row">
        <Button>{t("admin.key.create")}</Button>
        <CancelLink to={cancel} />
      </div>
    </EditorForm>
  );
}
