import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EventList } from "#app/events/event-list.tsx";
import { listUpcomingEvents } from "#app/events/find-events.server.ts";
import { listOrganizations } from "#app/organizations/organizations.server.ts";
import { ctxOf } from "#app/platform/door.ts";
import * as paths from "#app/platform/paths.ts";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { TextLink } from "#app/ui/text-link.tsx";

/** The page of the first organisation, or the list where there are several. */
export async function loader({ context }: LoaderFunctionArgs) {
  const organizations = await listOrganizations(context.db);
  const [only, ...others] = organizations;
  if (!only || others.length > 0) return { organizations, only: undefined };
  const ctx = ctxOf(context, only.id);
  const events = await listUpcomingEvents(ctx, { state: "published", limit: 100 });
  return { organizations, only: { organization: only, events, now: ctx.now } };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const name = data?.only?.organization.name ?? "Reservo";
  return [{ title: name }, { name: "description", content: `What you can book with ${name}.` }];
};

export default function StartPage() {
  const { organizations, only } = useLoaderData<typeof loader>();
  if (only) {
    return (
      <>
        <PageTitle>{only.organization.name}</PageTitle>
        <EventList events={only.events} now={only.now} />
      </>
    );
  }
  if (organizations.length === 0) {
    return (
      <>
        <h1 className="sr-only">Reservo</h1>
        <EmptyTicket
          title="Nobody takes bookings here yet"
          line="If this is your Reservo, open the set-up link that it printed when it started."
        />
      </>
    );
  }
  return (
    <>
      <PageTitle>Who takes bookings here</PageTitle>
      <ul className="link-list">
        {organizations.map((organization) => (
          <li key={organization.id}>
            <TextLink href={paths.organizationPage(organization.slug)}>{organization.name}</TextLink>
          </li>
        ))}
      </ul>
    </>
  );
}
