import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { ButtonLink } from "../button.tsx";
import { Notice } from "../notice.tsx";
import { SecretText } from "./secret-text.tsx";

/** A secret that is shown only once, with a link to continue. */
export function NewSecret({ label, value, done }: { label: string; value: string; done: string }) {
  const { t } = useAdminWords();
  return (
    <div className="new-secret">
      <Notice tone="warn" title={t("admin.key.secret.title")}>
        {t("admin.key.secret.line")}
      </Notice>
      <SecretText label={label} value={value} />
      <ButtonLink href={done}>{t("admin.key.secret.done")}</ButtonLink>
    </div>
  );
}
