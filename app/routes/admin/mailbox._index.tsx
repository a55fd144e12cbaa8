import { useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { MailboxPage } from "#app/notifications/mailbox-page.tsx";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("readMailbox", noObject, async ({ ctx, context }) => {
  if (!context.mail.mailbox) throw notFound();
  return { mails: await context.mail.mailbox.list(ctx.organizationId) };
});

export const meta = adminTitle((t) => t("admin.mailbox.title"));

export default function Mailbox() {
  return <MailboxPage {...useLoaderData<typeof loader>()} />;
}
