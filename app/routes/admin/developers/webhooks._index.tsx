import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";
import { listEndpoints } from "#app/webhooks/endpoints.server.ts";
import { WebhooksPage } from "#app/webhooks/webhooks-page.tsx";

export const loader = memberLoader("manageDevelopers", noObject, async ({ ctx }) => ({
  endpoints: await listEndpoints(ctx),
}));

export const meta: MetaFunction = () => [{ title: "Webhooks · Reservo" }];

export default function Webhooks() {
  return <WebhooksPage {...useLoaderData<typeof loader>()} />;
}
