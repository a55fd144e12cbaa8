import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EventList } from "#app/events/event-list.tsx";
import { listUpcomingEvents } from "#app/events/find-events.server.ts";
import { findOrganizationBySlug } from "#app/organizations/organizations.server.ts";
import { ctxOf, notFound } from "#app/platform/door.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const organization = await findOrganizationBySlug(context.db, params.slug ?? "");
  if (!organization) throw notFound();
  const ctx = ctxOf(context, organization.id);
  const events = await listUpcomingEvents(ctx, { state: "published", limit: 100 });
  return { organization, events, now: ctx.now };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.organization.name ?? "That page isn't here" },
  { name: "description", content: `What you can book with ${data?.organization.name ?? "Reservo"}.` },
];

export default function OrganizationPage() {
  const { organization, events, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle>{organization.name}</PageTitle>
      <EventList events={events} now={now} />
    </>
  );
}
