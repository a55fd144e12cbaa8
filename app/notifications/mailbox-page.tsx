import { Link } from "@remix-run/react";
import type { Mailbox } from "#app/platform/mail.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { DetailPage, ListPage } from "#app/ui/admin/page-shells.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";

/** Lists the mails that are kept where no mail server is set. */
export function MailboxPage({ mails }: { mails: Awaited<ReturnType<Mailbox["list"]>> }) {
  const paths = useAdminPaths();
  const empty =
    mails.length === 0 ? (
      <EmptyTicket title="No mail yet" line="A booking's confirmation appears here." />
    ) : undefined;
  return (
    <ListPage
      title="Mailbox"
      line="No mail server is set (SMTP_URL), so mail is kept here instead of being sent."
      empty={empty}
    >
      <DataTable
        label="Mail"
        head={
          <>
            <HeadCell>Subject</HeadCell>
            <HeadCell>To</HeadCell>
            <HeadCell>Sent</HeadCell>
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
            <Cell label="To">{mail.to}</Cell>
            <Cell label="Sent">
              <time dateTime={mail.sentAt}>{mail.sentAt.slice(0, 16).replace("T", " ")} UTC</time>
            </Cell>
          </Row>
        ))}
      </DataTable>
    </ListPage>
  );
}

interface KeptMail {
  subject: string;
  to: string;
  text: string;
}

/** Shows the text of a kept mail; its links work. The HTML part is left out: a page of ours shows nobody else's HTML. */
export function KeptMailPage({ mail }: { mail: KeptMail }) {
  const paths = useAdminPaths();
  return (
    <DetailPage
      title={mail.subject}
      line={`To ${mail.to}`}
      actions={<Link to={paths.mailbox()}>All mail</Link>}
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
