import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { ApiKey } from "#app/organizations/api-keys.server.ts";
import { fullDate, fullTime, type Moment } from "#app/platform/dates.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { SectionPage } from "#app/ui/admin/page-shells.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";

interface Props {
  keys: ApiKey[];
  /** Cursor of the next page. */
  next: string | undefined;
  /** Cursor of this page. */
  after: string | undefined;
  moment: Moment;
  now: Date;
}

/** Lists the API keys of an organisation, including expired and revoked ones. */
export function KeysPage(page: Props) {
  const { t } = useAdminWords();
  const create = (
    <Link to={useAdminPaths().newKey()} className={buttonClass()}>
      {t("admin.keys.new")}
    </Link>
  );
  if (page.keys.length === 0 && !page.after) {
    return (
      <SectionPage title={t("admin.developers.keys")} hideTitle>
        <EmptyTicket title={t("admin.keys.empty")} line={t("admin.keys.emptyLine")} action={create} />
      </SectionPage>
    );
  }
  return (
    <SectionPage title={t("admin.developers.keys")} line={t("admin.keys.line")} action={create}>
      <div className="key-table">
        <KeyTable {...page} />
      </div>
      <PageLinks {...page} />
    </SectionPage>
  );
}

function KeyTable({ keys, moment, now }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const timeOf = (at: Date) => fullTime(at, moment);
  const head = (
    <>
      <HeadCell>{t("admin.keys.name")}</HeadCell>
      <HeadCell>{t("admin.keys.status")}</HeadCell>
      <HeadCell>{t("admin.keys.key")}</HeadCell>
      <HeadCell>{t("admin.keys.scopes")}</HeadCell>
      <HeadCell>{t("admin.keys.networks")}</HeadCell>
      <HeadCell>{t("admin.keys.lastUsed")}</HeadCell>
    </>
  );
  return (
    <DataTable label={t("admin.developers.keys")} head={head}>
      {keys.map((key) => (
        <Row key={key.id}>
          <Cell first>
            <Link to={paths.key(key.id)} discover="none">
              <OwnWords>{key.name}</OwnWords>
            </Link>
          </Cell>
          <Cell label={t("admin.keys.status")}>
            <KeyState apiKey={key} moment={moment} now={now} />
          </Cell>
          <Cell label={t("admin.keys.key")}>
            <code>{`${key.prefix}…`}</code>
          </Cell>
          <Cell label={t("admin.keys.scopes")}>{key.scopes.join(", ")}</Cell>
          <Cell label={t("admin.keys.networks")}>
            {shortList(key.networks) || t("admin.keys.anyNetwork")}
          </Cell>
          <Cell label={t("admin.keys.lastUsed")}>
            {key.lastUsedAt ? timeOf(key.lastUsedAt) : t("admin.shell.never")}
          </Cell>
        </Row>
      ))}
    </DataTable>
  );
}

/** Returns the first network, and how many more there are. */
function shortList([first = "", ...others]: readonly string[]): string {
  return others.length > 0 ? `${first} +${others.length}` : first;
}

function PageLinks({ next, after }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const quiet = buttonClass({ kind: "quiet" });
  if (!next && !after) return null;
  return (
    <p className="page-next button-row">
      {after ? (
        <Link to={paths.keys()} className={quiet}>
          {t("admin.keys.newest")}
        </Link>
      ) : null}
      {next ? (
        <Link to={paths.keys({ after: next })} className={quiet}>
          {t("admin.keys.older")}
        </Link>
      ) : null}
    </p>
  );
}

interface KeyStateProps {
  apiKey: Pick<ApiKey, "revokedAt" | "expiresAt">;
  moment: Moment;
  now: Date;
}

function KeyState({ apiKey: { revokedAt, expiresAt }, moment, now }: KeyStateProps) {
  const { t } = useAdminWords();
  if (revokedAt) return <StateMark tone="neutral">{t("admin.keys.state.revoked")}</StateMark>;
  if (!expiresAt) return <StateMark tone="ok">{t("admin.keys.state.active")}</StateMark>;
  const day = fullDate(expiresAt, moment);
  if (expiresAt <= now) return <StateMark tone="neutral">{t("admin.keys.state.expired", { day })}</StateMark>;
  return <StateMark tone="ok">{t("admin.keys.state.activeUntil", { day })}</StateMark>;
}
