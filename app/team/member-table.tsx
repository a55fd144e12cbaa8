import { Link } from "@remix-run/react";
import type { TeamMember } from "#app/auth/team.server.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { usePageWords } from "#app/i18n/page-words.tsx";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import { roleWords } from "./role-words.ts";

interface Props {
  members: TeamMember[];
  /** The user who looks at the page. */
  self: string;
  moment: Moment;
}

/** The list of members, each with a link to their page. */
export function MemberTable({ members, self, moment }: Props) {
  const { t } = usePageWords();
  const head = (
    <>
      <HeadCell>{t("admin.team.member")}</HeadCell>
      <HeadCell>{t("admin.team.role")}</HeadCell>
      <HeadCell>{t("admin.team.lastSeen")}</HeadCell>
      <HeadCell>{t("admin.team.twoFactor")}</HeadCell>
    </>
  );
  return (
    <DataTable label={t("admin.team.members")} head={head}>
      {members.map((member) => (
        <MemberRow key={member.userId} member={member} isSelf={member.userId === self} moment={moment} />
      ))}
    </DataTable>
  );
}

function MemberRow({ member, isSelf, moment }: { member: TeamMember; isSelf: boolean; moment: Moment }) {
  const { t } = usePageWords();
  const { t: tAdmin } = useAdminWords();
  const { userId, name, email, lastSeenAt, hasTwoFactor } = member;
  return (
    <Row>
      <Cell first>
        <Link to={useAdminPaths().teamMember(userId)} discover="none">
          <OwnWords>{isSelf ? t("admin.team.you", { name }) : name}</OwnWords>
        </Link>
        <bdi className="team-address">{email}</bdi>
      </Cell>
      <Cell label={t("admin.team.role")} wraps>
        {roleWords(t, member)}
      </Cell>
      <Cell label={t("admin.team.lastSeen")}>
        {lastSeenAt ? fullTime(lastSeenAt, moment) : tAdmin("admin.shell.never")}
      </Cell>
      <Cell label={t("admin.team.twoFactor")}>
        <TwoFactorMark isOn={hasTwoFactor} />
      </Cell>
    </Row>
  );
}

/** Whether a member signs in with two factors. */
export function TwoFactorMark({ isOn }: { isOn: boolean }) {
  const { t } = usePageWords();
  return (
    <StateMark tone={isOn ? "ok" : "neutral"}>
      {t(isOn ? "admin.team.twoFactor.on" : "admin.team.twoFactor.off")}
    </StateMark>
  );
}
