import { useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";
import { listEndpoints } from "#app/webhooks/endpoints.server.ts";
import { WebhooksPage } from "#app/webhooks/webhooks-page.tsx";

export const loader = memberLoader("manageDevelopers", noObject, async ({ ctx }) => ({
  endpoints: await listEndpoints(ctx),
}));

export const meta = adminTitle((t) => t("admin.developers.webhooks"));

export default function Webhooks() {
  return <WebhooksPage {...useLoaderData<typeof loader>()} />;
}
