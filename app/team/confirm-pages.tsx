import type { ReactNode } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { usePageWords } from "#app/i18n/page-words.tsx";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ConfirmPage } from "#app/ui/admin/page-shells.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { CheckField } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";

interface Props {
  member: { userId: string; name: string };
  /** The version of the member's roles that the page shows. */
  version: string;
}

/** Asks for confirmation before a member is removed. */
export function RemovePage({ member, version, organization }: Props & { organization: string }) {
  const { t } = usePageWords();
  return (
    <ConfirmPage title={t("admin.team.remove.title", { name: member.name })}>
      <ConfirmForm
        lines={[t("admin.team.remove.now", { organization }), t("admin.team.remove.stays")]}
        act={t("admin.team.remove")}
        back={useAdminPaths().teamMember(member.userId)}
      >
        <input type="hidden" name="version" value={version} />
      </ConfirmForm>
    </ConfirmPage>
  );
}

/** Asks for confirmation before an owner makes another member the owner. */
export function TransferPage({ member, version }: Props) {
  const { t } = usePageWords();
  return (
    <ConfirmPage title={t("admin.team.transfer.title", { name: member.name })}>
      <ConfirmForm
        lines={[t("admin.team.transfer.line")]}
        act={t("admin.team.transfer")}
        back={useAdminPaths().teamMember(member.userId)}
      >
        <input type="hidden" name="version" value={version} />
      </ConfirmForm>
    </ConfirmPage>
  );
}

/** Asks for confirmation before a member leaves the organisation. */
export function LeavePage({ organization, errors }: { organization: string; errors: string[] | undefined }) {
  const { t } = usePageWords();
  return (
    <ConfirmPage title={t("admin.team.leave.title", { organization })}>
      <ConfirmForm
        lines={[t("admin.team.leave.line")]}
        act={t("admin.team.leave")}
        back={useAdminPaths().home()}
      >
        <CheckField label={t("admin.team.leave.sure")} name="sure" errors={errors} />
      </ConfirmForm>
    </ConfirmPage>
  );
}

interface ConfirmFormProps {
  lines: string[];
  act: string;
  back: string;
  children?: ReactNode;
}

function ConfirmForm({ lines, act, back, children }: ConfirmFormProps) {
  const { t } = useAdminWords();
  return (
    <AdminForm className="form">
      <Notice tone="warn">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Notice>
      {children}
      <div className="button-row">
        <Button kind="danger">{act}</Button>
        <ButtonLink kind="quiet" href={back}>
          {t("admin.shell.cancel")}
        </ButtonLink>
      </div>
    </AdminForm>
  );
}
