import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { fullTime } from "#app/platform/dates.ts";
import type { Mailbox } from "#app/platform/mail.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { DetailPage, ListPage } from "#app/ui/admin/page-shells.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";

/** Renders the list of mails stored while no mail server is configured. */
export function MailboxPage({ mails }: { mails: Awaited<ReturnType<Mailbox["list"]>> }) {
  const { t, locale } = useAdminWords();
  const paths = useAdminPaths();
  const empty =
    mails.length === 0 ? (
      <EmptyTicket title={t("admin.mailbox.empty")} line={t("admin.mailbox.emptyLine")} />
    ) : undefined;
  return (
    <ListPage title={t("admin.mailbox.title")} line={t("admin.mailbox.line")} empty={empty}>
      <DataTable
        label={t("admin.mailbox.table")}
        head={
          <>
            <HeadCell>{t("admin.mailbox.subject")}</HeadCell>
            <HeadCell>{t("admin.mailbox.to")}</HeadCell>
            <HeadCell>{t("admin.mailbox.sent")}</HeadCell>
          </>
        }
      >
        {mails.map((mail) => (
          <Row key={mail.id}>
            <Cell first>
              <Link to={paths.mailbox(mail.id)} discover="none">
                {mail.subject}
              </Link>
            </Cell>
            <Cell label={t("admin.mailbox.to")}>{mail.to}</Cell>
            <Cell label={t("admin.mailbox.sent")}>
              <time dateTime={mail.sentAt}>
                {t("admin.shell.utc", { time: fullTime(new Date(mail.sentAt), { locale, timeZone: "UTC" }) })}
              </time>
            </Cell>
          </Row>
        ))}
      </DataTable>
    </ListPage>
  );
}

interface StoredMail {
  subject: string;
  to: string;
  text: string;
}

/** Renders the text of a stored mail, with working links. Omits the HTML part, since the page must not embed foreign HTML. */
export function StoredMailPage({ mail }: { mail: StoredMail }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <DetailPage
      title={mail.subject}
      line={t("admin.mailbox.toAddress", { address: mail.to })}
      actions={<Link to={paths.mailbox()}>{t("admin.mailbox.all")}</Link>}
    >
      <pre className="mail-text">
        {mail.text.split(/(https?:\/\/\S+)/).map((part, index) =>
          index % 2 === 1 ? (
            <a key={part} href={part}>
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </pre>
    </DetailPage>
  );
}
