import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { Button } from "../button.tsx";
import { ErrorSummary } from "../forms/error-summary.tsx";
import { Field } from "../forms/field.tsx";
import { CancelLink, EditorForm } from "./editor-form.tsx";
import { FormPage } from "./page-shells.tsx";

interface Props {
  /** Title of the event or name of the organisation at the address. */
  title: string;
  slug: string;
  /** The part of the address before the slug. */
  root: string;
  /** Address of the page that the form was opened from. */
  back: string;
  given: { slug: string; errors?: FormErrors } | undefined;
}

/** The form to change the slug in the public address of an event or organisation. */
export function AddressPage({ title, slug, root, back, given }: Props) {
  const { t } = useAdminWords();
  return (
    <FormPage title={t("admin.address.title", { title })}>
      <EditorForm className="form" noValidate>
        <ErrorSummary title={t("admin.form.check")} errors={given?.errors} />
        <Field
          label={t("admin.address.name", { root })}
          name="slug"
          hint={t("admin.address.hint")}
          defaultValue={given?.slug ?? slug}
          errors={given?.errors?.slug}
          maxLength={60}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
        <div className="button-row">
          <Button>{t("admin.shell.save")}</Button>
          <CancelLink to={back} />
        </div>
      </EditorForm>
    </FormPage>
  );
}
