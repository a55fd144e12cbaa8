import { useEffect, useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { usePageWords } from "#app/i18n/page-words.tsx";
import { CopyButton } from "#app/ui/admin/copy-button.tsx";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** New recovery codes, which are shown only once, to print or to copy. */
export function RecoveryCodeList({ codes, next }: { codes: string[]; next: string }) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  return (
    <FormPage title={t("admin.twoFactor.codes")}>
      <div className="recovery-codes">
        <Notice tone="warn" live title={t("admin.twoFactor.codesOnce")} />
        <ol>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <div className="button-row">
          <ButtonLink href={next}>{t("admin.twoFactor.continue")}</ButtonLink>
          <PrintButton />
          <CopyButton text={codes.join("\n")}>{words("admin.shell.copy")}</CopyButton>
        </div>
      </div>
    </FormPage>
  );
}

/** Rendered only in a hydrated page: without scripts the browser's own menu prints. */
function PrintButton() {
  const { t } = usePageWords();
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  return (
    <Button type="button" kind="quiet" onClick={() => print()}>
      {t("admin.twoFactor.print")}
    </Button>
  );
}
