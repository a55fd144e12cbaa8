import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { member } = await requireMember(request, context, "readMailbox");
  const mail = await context.mail.mailbox?.read(member.organizationId, params.id ?? "");
  if (!mail) throw notFound();
  return { mail };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.mail.subject ?? "Mail"} · Reservo` },
];

/** The text of a kept mail; its links work. The HTML part is left out: a page of ours shows nobody else's HTML. */
export default function MailPage() {
  const { mail } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle line={`To ${mail.to}`} actions={<Link to={paths.adminMailbox()}>All mail</Link>}>
        {mail.subject}
      </PageTitle>
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
    </>
  );
}
