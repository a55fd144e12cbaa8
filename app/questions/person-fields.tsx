import { useWords } from "#app/i18n/words.tsx";
import { EmailField, Field } from "#app/ui/forms/field.tsx";
import { type FieldErrors, type Typed, textOf } from "./booking-form.ts";
import { MAIL_DOMAINS } from "./mail-domains.ts";

/** Renders the fields of the person who books: name and email. */
export function PersonFields({
  typed,
  errors,
  last,
}: {
  typed: Typed | undefined;
  errors: FieldErrors | undefined;
  /** Whether these are the last fields of the form. */
  last?: boolean;
}) {
  const { t } = useWords();
  return (
    <>
      <Field
        label={t("booking.name")}
        name="name"
        autoComplete="name"
        defaultValue={textOf(typed, "name")}
        errors={errors?.name}
        maxLength={120}
        enterKeyHint="next"
      />
      <email-hint data-words={t("booking.email.didYouMean")} data-domains={MAIL_DOMAINS}>
        <EmailField
          label={t("booking.email")}
          name="email"
          hint={t("booking.email.hint")}
          defaultValue={textOf(typed, "email")}
          errors={errors?.email}
          enterKeyHint={last ? "done" : "next"}
        />
      </email-hint>
    </>
  );
}
