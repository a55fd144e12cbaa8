import { usePageWords } from "#app/i18n/page-words.tsx";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { Button } from "#app/ui/button.tsx";
import type { SentInvitation } from "./list-invitations.server.ts";

/** The pending invitations, each with buttons to send it again and to revoke it. */
export function InvitationTable({ invitations, moment }: { invitations: SentInvitation[]; moment: Moment }) {
  const { t } = usePageWords();
  const head = (
    <>
      <HeadCell>{t("admin.team.invited")}</HeadCell>
      <HeadCell>{t("admin.team.role")}</HeadCell>
      <HeadCell>{t("admin.team.expires")}</HeadCell>
      <HeadCell>{t("admin.team.actions")}</HeadCell>
    </>
  );
  return (
    <DataTable label={t("admin.team.pending")} head={head}>
      {invitations.map((each) => (
        <InvitationRow key={each.id} invitation={each} moment={moment} />
      ))}
    </DataTable>
  );
}

function InvitationRow({ invitation, moment }: { invitation: SentInvitation; moment: Moment }) {
  const { t } = usePageWords();
  const { email, role, events, inviter, expiresAt, isExpired } = invitation;
  const roleName = t(`admin.team.role.${role}`);
  const time = fullTime(expiresAt, moment);
  return (
    <Row>
      <Cell first>
        {email === null ? t("admin.team.byLink") : <bdi className="team-email">{email}</bdi>}
        {inviter === null ? null : (
          <bdi className="team-address">{t("admin.team.sentBy", { name: inviter })}</bdi>
        )}
      </Cell>
      <Cell label={t("admin.team.role")} wraps>
        {events.length > 0
          ? t("admin.team.roleFor", { role: roleName, events: events.join(", ") })
          : roleName}
      </Cell>
      <Cell label={t("admin.team.expires")}>{isExpired ? t("admin.team.expired", { time }) : time}</Cell>
      <Cell>
        <InvitationButtons invitation={invitation} />
      </Cell>
    </Row>
  );
}

function InvitationButtons({ invitation: { id, email } }: { invitation: SentInvitation }) {
  const { t } = usePageWords();
  const invited = email ?? t("admin.team.byLink");
  const resend = t(email === null ? "admin.team.renew" : "admin.team.resend");
  const revoke = t("admin.team.revoke");
  const about = (action: string) => t("admin.team.about", { action, invited });
  return (
    <AdminForm className="button-row team-actions">
      <input type="hidden" name="invitation" value={id} />
      <Button kind="quiet" name="intent" value="resend" aria-label={about(resend)}>
        {resend}
      </Button>
      <Button kind="quiet" name="intent" value="revoke" aria-label={about(revoke)}>
        {revoke}
      </Button>
    </AdminForm>
  );
}
