import { usePageWords } from "#app/i18n/page-words.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import { SecretText } from "#app/ui/admin/secret-text.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** The link of a new invitation, which is shown only once. */
export function NewLink({ url }: { url: string }) {
  const { t } = usePageWords();
  return (
    <FormPage title={t("admin.team.link.title")}>
      <div className="new-secret">
        <Notice tone="warn">{t("admin.team.link.line")}</Notice>
        <SecretText label={t("admin.team.link.label")} value={url} />
        <ButtonLink href={useAdminPaths().team()}>{t("admin.team.link.done")}</ButtonLink>
      </div>
    </FormPage>
  );
}
