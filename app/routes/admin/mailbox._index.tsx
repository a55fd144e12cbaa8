import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { member } = await requireMember(request, context, "readMailbox");
  if (!context.mail.mailbox) throw notFound();
  return { mails: await context.mail.mailbox.list(member.organizationId) };
}

export const meta: MetaFunction = () => [{ title: "Mailbox · Reservo" }];

export default function MailboxPage() {
  const { mails } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle line="No mail server is set (SMTP_URL), so mail is kept here instead of being sent.">
        Mailbox
      </PageTitle>
      {mails.length === 0 ? (
        <EmptyTicket title="No mail yet" line="A booking's confirmation appears here." />
      ) : (
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
                <Link to={paths.adminMailbox(mail.id)} discover="none">
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
      )}
    </>
  );
}
