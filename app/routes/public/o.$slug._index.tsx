import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { metaOfOrganiser } from "#app/listing/organiser-meta.ts";
import { openOrganiserPage } from "#app/listing/organiser-page.server.ts";
import { OrganiserPage } from "#app/listing/organiser-page.tsx";
import { findOrganizationBySlug } from "#app/organizations/organizations.server.ts";
import { notFound, redirectToCurrent } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";

export const handle: RouteHandle = { cachedAs: "listing" };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const organization = await findOrganizationBySlug(context.db, params.slug ?? "");
  if (!organization) throw notFound();
  redirectToCurrent(request, params.slug ?? "", organization.slug);
  return { ...(await openOrganiserPage(context, request, organization)), origin: context.origin };
}

export const meta: MetaFunction<typeof loader> = ({ data, location }) =>
  data ? metaOfOrganiser(data, data.origin, location.search) : [];

export default function OrganizationPage() {
  return <OrganiserPage data={useLoaderData<typeof loader>()} />;
}
