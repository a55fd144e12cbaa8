import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { usePageWords } from "#app/i18n/page-words.tsx";
import type { Moment } from "#app/platform/dates.ts";
import { MAX_QUERY_CHARACTERS } from "#app/platform/text/search.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ListPage } from "#app/ui/admin/page-shells.tsx";
import { SearchField } from "#app/ui/admin/search-field.tsx";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { InvitationTable } from "./invitation-table.tsx";
import type { SentInvitation } from "./list-invitations.server.ts";
import type { MemberList, MembersQuery } from "./list-members.server.ts";
import { MemberTable } from "./member-table.tsx";
import { NewLink } from "./new-link.tsx";

/** The last actions that a notice reports. */
const DONE = ["invited", "resent", "revoked", "removed", "transferred"] as const;

interface Props {
  list: MemberList;
  query: MembersQuery;
  invitations: SentInvitation[];
  organization: string;
  /** The user who looks at the page. */
  self: string;
  done: string | null;
  moment: Moment;
  /** The address of a renewed invitation link. */
  link: string | undefined;
}

/** The members of an organisation and its pending invitations. */
export function TeamPage({ list, query, invitations, organization, self, done, moment, link }: Props) {
  const { t } = usePageWords();
  const paths = useAdminPaths();
  if (link) return <NewLink url={link} />;
  const isDone = DONE.find((each) => each === done);
  const quiet = buttonClass({ kind: "quiet" });
  return (
    <ListPage
      title={t("admin.team.title")}
      line={t("admin.team.line", { organization })}
      actions={
        <>
          <Link to={paths.teamRoles()} className={quiet}>
            {t("admin.team.roles")}
          </Link>
          <Link to={paths.teamInvite()} className={buttonClass()}>
            {t("admin.team.invite")}
          </Link>
        </>
      }
    >
      {isDone ? <Notice tone="ok" live title={t(`admin.team.done.${isDone}`)} /> : null}
      <section className="team-part">
        <h2>{t("admin.team.members")}</h2>
        <MemberSearch text={query.text} />
        {list.members.length > 0 ? (
          <MemberTable members={list.members} self={self} moment={moment} />
        ) : (
          <EmptyTicket
            title={t("admin.team.noMatch")}
            action={
              <Link to={paths.team()} className={quiet}>
                {t("admin.team.showAll")}
              </Link>
            }
          />
        )}
        <PageLinks next={list.next} query={query} />
      </section>
      <section className="team-part">
        <h2>{t("admin.team.pending")}</h2>
        {invitations.length > 0 ? (
          <InvitationTable invitations={invitations} moment={moment} />
        ) : (
          <p>{t("admin.team.noPending")}</p>
        )}
      </section>
      <p>
        <Link to={paths.teamLeave()} className="link">
          {t("admin.team.leave")}
        </Link>
      </p>
    </ListPage>
  );
}

function MemberSearch({ text }: { text: string }) {
  const { t } = usePageWords();
  const { t: tAdmin } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <form key={text} method="get" action={paths.team()} className="list-search">
      <SearchField
        label={t("admin.team.search")}
        name="q"
        defaultValue={text}
        maxLength={MAX_QUERY_CHARACTERS}
      />
      <Button kind="quiet">{tAdmin("admin.events.find")}</Button>
    </form>
  );
}

function PageLinks({ next, query: { text, after } }: { next: string | undefined; query: MembersQuery }) {
  const { t } = usePageWords();
  const paths = useAdminPaths();
  const q = text || undefined;
  const quiet = buttonClass({ kind: "quiet" });
  if (!next && !after) return null;
  return (
    <p className="page-next button-row">
      {after ? (
        <Link to={paths.team({ q })} className={quiet}>
          {t("admin.team.first")}
        </Link>
      ) : null}
      {next ? (
        <Link to={paths.team({ q, after: next })} className={quiet}>
          {t("admin.team.more")}
        </Link>
      ) : null}
    </p>
  );
}
