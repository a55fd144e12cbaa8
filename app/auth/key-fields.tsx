import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { Field, TextArea } from "#app/ui/forms/field.tsx";
import type { KeyChangeDraft } from "./key-draft.ts";

interface Props {
  draft: KeyChangeDraft;
  errors: FormErrors;
}

/** The field for a key's name. */
export function KeyNameField({ draft, errors }: Props) {
  const { t } = useAdminWords();
  return (
    <Field
      label={t("admin.keys.name")}
      name="name"
      hint={t("admin.key.nameHint")}
      autoComplete="off"
      maxLength={100}
      defaultValue={draft.name}
      errors={errors.name}
    />
  );
}

/** The field for the networks whose requests may use a key. */
export function NetworksField({ draft, errors }: Props) {
  const { t } = useAdminWords();
  return (
    <TextArea
      label={t("admin.keys.networks")}
      name="networks"
      optional
      dir="ltr"
      rows={3}
      hint={t("admin.key.networksHint")}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      defaultValue={draft.networks}
      errors={errors.networks}
    />
  );
}
