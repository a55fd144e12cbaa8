import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ConflictNotice } from "#app/ui/admin/conflict-notice.tsx";
import { CancelLink, EditorForm } from "#app/ui/admin/editor-form.tsx";
import { SectionPage } from "#app/ui/admin/page-shells.tsx";
import type { SaveConflict } from "#app/ui/admin/save-conflict.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import type { KeyChangeDraft } from "./key-draft.ts";
import { KeyNameField, NetworksField } from "./key-fields.tsx";

interface Props {
  id: string;
  /** The saved values, and their version. */
  draft: KeyChangeDraft;
  version: number;
  /** The result of a submitted form that was not saved. */
  given: { draft: KeyChangeDraft; errors?: FormErrors; conflict?: SaveConflict } | undefined;
}

/** Renders the form that changes the name and the networks of an API key. */
export function EditKeyPage({ id, version, given, ...saved }: Props) {
  const { t } = useAdminWords();
  const { draft = saved.draft, errors = {}, conflict } = given ?? {};
  return (
    <SectionPage title={t("admin.key.edit")}>
      <EditorForm className="form" noValidate>
        <ErrorSummary title={t("admin.form.check")} errors={errors} />
        {conflict ? <ConflictNotice conflict={conflict} title={t("admin.key.conflict")} /> : null}
        <input type="hidden" name="version" value={conflict?.version ?? version} />
        <KeyNameField draft={draft} errors={errors} />
        <NetworksField draft={draft} errors={errors} />
        <div className="button-row">
          <Button>{t("admin.shell.save")}</Button>
          <CancelLink to={useAdminPaths().key(id)} />
        </div>
      </EditorForm>
    </SectionPage>
  );
}
