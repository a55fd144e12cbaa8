import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { Field } from "#app/ui/forms/field.tsx";

interface CodeProps {
  name: string;
  typed: string | undefined;
  errors: string[] | undefined;
}

/** The field for a code of the authenticator app. */
export function CodeField({ name, typed, errors }: CodeProps) {
  const { t } = useAdminWords();
  return (
    <Field
      label={t("admin.auth.code.label")}
      name={name}
      inputMode="numeric"
      autoComplete="one-time-code"
      hint={t("admin.auth.code.hint")}
      maxLength={50}
      required={false}
      defaultValue={typed}
      errors={errors}
    />
  );
}

interface Props {
  names: { readonly code: string; readonly recoveryCode: string };
  typed: { code?: string; recoveryCode?: string };
  errors: FormErrors;
}

/** The field for a code of the authenticator app, and folded below it the one for a recovery code. */
export function CodeFields({ names, typed, errors }: Props) {
  const { t } = useAdminWords();
  const isRecovering = Boolean(errors[names.recoveryCode] ?? typed.recoveryCode);
  return (
    <>
      <CodeField name={names.code} typed={typed.code} errors={errors[names.code]} />
      <details className="recovery" open={isRecovering || undefined}>
        <summary>{t("admin.auth.code.lost")}</summary>
        <Field
          label={t("admin.auth.code.recoveryCode")}
          name={names.recoveryCode}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          required={false}
          defaultValue={typed.recoveryCode}
          errors={errors[names.recoveryCode]}
        />
      </details>
    </>
  );
}
