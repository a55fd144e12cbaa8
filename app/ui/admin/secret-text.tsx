import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { CopyButton } from "./copy-button.tsx";

/** A secret to paste elsewhere: fully visible, selected by one click, with a copy button. */
export function SecretText({ label, value }: { label: string; value: string }) {
  const { t } = useAdminWords();
  return (
    <div className="secret">
      <p className="field-label">{label}</p>
      <div className="secret-line">
        <code className="secret-value">{value}</code>
        <CopyButton text={value}>{t("admin.shell.copy")}</CopyButton>
      </div>
    </div>
  );
}
