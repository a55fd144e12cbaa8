import { useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { AuditLogPage } from "#app/team/audit-log-page.tsx";
import { readAuditQuery } from "#app/team/audit-query.ts";
import { readAuditPage } from "#app/team/read-audit-page.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader("seeAuditLog", noObject, ({ ctx, query, t, locale, paths }) =>
  readAuditPage(ctx, readAuditQuery(query), { t, locale, paths }),
);

export const meta = adminTitle<typeof loader>((_, data) => data?.words.title ?? "");

export default function AuditLog() {
  return <AuditLogPage {...useLoaderData<typeof loader>()} />;
}
