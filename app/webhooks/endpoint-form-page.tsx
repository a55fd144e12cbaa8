import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { ConflictNotice } from "#app/ui/admin/conflict-notice.tsx";
import { CancelLink, EditorForm } from "#app/ui/admin/editor-form.tsx";
import type { SaveConflict } from "#app/ui/admin/save-conflict.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, Field } from "#app/ui/forms/field.tsx";
import { FieldErrors } from "#app/ui/forms/field-frame.tsx";
import type { EndpointDraft } from "./endpoint-draft.ts";
import { EVENT_TYPES } from "./event-types.ts";

interface Props {
  draft: EndpointDraft;
  errors: FormErrors | undefined;
  /** The version the form was opened with; undefined for a new endpoint. */
  version?: number;
  conflict?: SaveConflict | undefined;
  /** The label of the save button. */
  save: string;
  cancel: string;
}

/** Renders the form of an endpoint: its URL, description and event types. */
export function EndpointForm({ draft, errors = {}, version, conflict, save, cancel }: Props) {
  const { t } = useAdminWords();
  return (
    <EditorForm className="form" noValidate>
      <ErrorSummary title={t("admin.form.check")} errors={errors} />
      {conflict ? <ConflictNotice conflict={conflict} title={t("admin.webhook.conflict")} /> : null}
      {version === undefined ? null : <input type="hidden" name="version" value={version} />}
      <Field
        label={t("admin.webhooks.address")}
        name="url"
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        hint={t("admin.webhook.urlHint")}
        placeholder="https://example.org/hooks"
        defaultValue={draft.url}
        errors={errors.url}
      />
      <Field
        label={t("admin.webhooks.description")}
        name="description"
        optional
        maxLength={200}
        defaultValue={draft.description}
        errors={errors.description}
      />
      <fieldset className="check-group" id="types" tabIndex={-1} aria-describedby="types-error">
        <legend>{t("admin.webhooks.events")}</legend>
        {EVENT_TYPES.map((type) => (
          <CheckField
            key={type}
            id={`types-${type}`}
            label={<code>{type}</code>}
            name="types"
            value={type}
            hint={t(`admin.webhook.event.${type}`)}
            defaultChecked={draft.types.includes(type)}
          />
        ))}
        <FieldErrors id="types" errors={errors.types} />
      </fieldset>
      <div className="button-row">
        <Button>{save}</Button>
        <CancelLink to={cancel} />
      </div>
    </EditorForm>
  );
}
