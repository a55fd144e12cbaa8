import { useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { StoredMailPage } from "#app/notifications/mailbox-page.tsx";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("readMailbox", noObject, async ({ ctx, params, context }) => {
  const mail = await context.mail.mailbox?.read(ctx.organizationId, params.id ?? "");
  if (!mail) throw notFound();
  return { mail };
});

export const meta = adminTitle<typeof loader>((t, data) => data?.mail.subject ?? t("admin.mailbox.email"));

export default function KeptMail() {
  return <StoredMailPage {...useLoaderData<typeof loader>()} />;
}
