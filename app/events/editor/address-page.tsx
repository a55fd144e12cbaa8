import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Field } from "#app/ui/forms/field.tsx";
import type { Event } from "../event.ts";

interface Props {
  event: Pick<Event, "id" | "title" | "slug">;
  /** What stands before the name in the event's address. */
  root: string;
  given: { slug: string; errors?: FormErrors } | undefined;
}

/** Changes the name of an event in its public address. */
export function AddressPage({ event, root, given }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <FormPage title={t("admin.event.address.title", { title: event.title })}>
      <AdminForm className="form" noValidate>
        <ErrorSummary title={t("admin.form.check")} errors={given?.errors} />
        <Field
          label={t("admin.event.address.name", { root })}
          name="slug"
          hint={t("admin.event.address.hint")}
          defaultValue={given?.slug ?? event.slug}
          errors={given?.errors?.slug}
          maxLength={60}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
        <div className="button-row">
          <Button>{t("admin.shell.save")}</Button>
          <ButtonLink kind="quiet" href={paths.event(event.id)}>
            {t("admin.shell.cancel")}
          </ButtonLink>
        </div>
      </AdminForm>
    </FormPage>
  );
}
