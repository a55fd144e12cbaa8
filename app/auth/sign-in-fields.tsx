import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { Field } from "#app/ui/forms/field.tsx";
import type { TypedSignIn } from "./sign-in-steps.ts";
import { CodeFields } from "./two-factor/code-fields.tsx";

interface Props {
  /** The names of the fields in the form. */
  names: { readonly [Field in keyof TypedSignIn]: string };
  typed: Partial<TypedSignIn>;
  errors: FormErrors;
}

/** The fields of one step of a sign-in: email address and password or, with a proof, the code. */
export function SignInFields({ names, typed, errors }: Props) {
  if (!typed.proof) return <PasswordFields names={names} typed={typed} errors={errors} />;
  return (
    <>
      <input type="hidden" name={names.email} value={typed.email} />
      <input type="hidden" name={names.proof} value={typed.proof} />
      <CodeFields names={names} typed={typed} errors={errors} />
    </>
  );
}

/** The password is never rendered back. */
function PasswordFields({ names, typed, errors }: Props) {
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
        defaultValue={typed.email}
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
