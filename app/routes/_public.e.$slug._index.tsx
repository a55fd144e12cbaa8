import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findMember } from "#app/auth/require-member.server.ts";
import { metaOfEvent } from "#app/events/event-meta.ts";
import { EventTicket } from "#app/events/event-page.tsx";
import { findEventBySlug } from "#app/events/find-events.server.ts";
import { renderMarkdown } from "#app/events/markdown.server.ts";
import { openEvent } from "#app/events/open-event.server.ts";
import { plainText } from "#app/events/plain-text.server.ts";
import { seatPanel } from "#app/events/seat-panel.ts";
import { SessionList } from "#app/events/session-list.tsx";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { ctxOf, notFound, removed } from "#app/platform/door.ts";
import { localeOr } from "#app/platform/locales.ts";
import * as paths from "#app/platform/paths.ts";
import { preferencesOf } from "#app/platform/preferences.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Prose } from "#app/ui/prose.tsx";
import { TextLink } from "#app/ui/text-link.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const event = await findEventBySlug(context.db, params.slug ?? "");
  if (!event) throw notFound();
  if (event.state === "removed") throw removed();
  // A draft is there for its organiser only; to everybody else it does not exist.
  const member = event.state === "draft" ? await findMember(request, context) : undefined;
  if (event.state === "draft" && member?.organizationId !== event.organizationId) throw notFound();
  const ctx = ctxOf(context, event.organizationId);
  const query = new URL(request.url).searchParams;
  const from = new Date(Number(query.get("from") ?? Number.NaN));
  const [organization, open] = await Promise.all([
    findOrganization(context.db, event.organizationId),
    openEvent(ctx, event, {
      session: query.get("session"),
      from: Number.isNaN(from.getTime()) ? undefined : from,
    }),
  ]);
  if (!open || !organization) throw notFound();
  const panel = seatPanel(event, open.session, open.maintenance, ctx.now);
  const seats = Math.min(event.maxPerBooking, Math.max(1, Math.trunc(Number(query.get("seats"))) || 1));
  return {
    ...{ event, organization, panel, seats, ...open },
    description: renderMarkdown(event.description),
    plainDescription: plainText(event.description),
    locale: preferencesOf(request).locale ?? localeOr(event.locale),
    origin: context.origin,
    now: ctx.now,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data, location }) =>
  data ? metaOfEvent(data, location.search) : [];

export default function EventPage() {
  const page = useLoaderData<typeof loader>();
  const { event, organization, sessions, session, panel, seats, later, now } = page;
  return (
    <>
      {event.state === "draft" ? (
        <Notice tone="info" title="Only you can see this">
          <p>
            This event is a draft. <TextLink href={paths.adminEvent(event.id)}>Publish it</TextLink> to let
            people book.
          </p>
        </Notice>
      ) : null}
      <EventTicket
        event={event}
        organization={organization.name}
        session={session}
        panel={panel}
        seats={seats}
        now={now}
      />
      <div className="event-body">
        <div>
          {page.description ? <Prose html={page.description} lang={event.locale} /> : null}
          {sessions.length > 1 || later ? (
            <section aria-labelledby="dates">
              <h2 id="dates">Dates</h2>
              <SessionList event={event} sessions={sessions} chosen={session.id} seats={seats} now={now} />
              {later ? (
                <p>
                  <TextLink href={paths.eventPage(event.slug, { from: String(later.getTime()) })}>
                    Later dates
                  </TextLink>
                </p>
              ) : null}
            </section>
          ) : null}
        </div>
        <aside className="event-side">
          {organization.contactEmail ? (
            <p>
              <TextLink href={`mailto:${organization.contactEmail}`}>Ask the organiser a question</TextLink>
            </p>
          ) : null}
          <p>
            <TextLink href={paths.organizationPage(organization.slug)}>
              {`More from ${organization.name}`}
            </TextLink>
          </p>
        </aside>
      </div>
    </>
  );
}
