import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { Field } from "#app/ui/forms/field.tsx";

interface Props {
  /** The names of the two fields in the form. */
  names: { email: string; password: string };
  email: string | undefined;
  errors: FormErrors;
}

/** The two fields of a sign-in form. The password is never rendered back. */
export function SignInFields({ names, email, errors }: Props) {
  const { t } = useAdminWords();
  return (
    <>
      <Field
        label={t("admin.auth.email")}
        name={names.email}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={email}
        errors={errors[names.email]}
      />
      <Field
        label={t("admin.auth.password")}
        name={names.password}
        type="password"
        autoComplete="current-password"
        errors={errors[names.password]}
      />
    </>
  );
}
