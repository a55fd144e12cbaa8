import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { SectionPage } from "#app/ui/admin/page-shells.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { EndpointTable } from "./endpoint-table.tsx";
import type { Endpoint } from "./endpoints.server.ts";

/** Lists the webhook endpoints of an organisation. */
export function WebhooksPage({ endpoints }: { endpoints: Endpoint[] }) {
  const { t } = useAdminWords();
  const create = (
    <Link to={useAdminPaths().newWebhook()} className={buttonClass()}>
      {t("admin.webhooks.new")}
    </Link>
  );
  if (endpoints.length === 0) {
    return (
      <SectionPage title={t("admin.developers.webhooks")} hideTitle>
        <EmptyTicket title={t("admin.webhooks.empty")} line={t("admin.webhooks.emptyLine")} action={create} />
      </SectionPage>
    );
  }
  return (
    <SectionPage title={t("admin.developers.webhooks")} line={t("admin.webhooks.line")} action={create}>
      <EndpointTable endpoints={endpoints} />
    </SectionPage>
  );
}
