import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CalendarPage } from "#app/embed/calendar-page.tsx";
import { openEmbed } from "#app/embed/embed-call.server.ts";
import { EmbedFrame } from "#app/embed/embed-frame.tsx";
import { carriedOf } from "#app/embed/embed-options.ts";
import { calendarFacts } from "#app/embed/page-facts.server.ts";
import { listEventsBySession } from "#app/events/list-events.server.ts";
import { findOrganizationBySlug } from "#app/organizations/organizations.server.ts";
import { ctxOf, notFound } from "#app/platform/door.ts";
import { localeOr } from "#app/platform/locales.ts";
import { preferencesOf } from "#app/platform/preferences.ts";

export async function loader(args: LoaderFunctionArgs) {
  const embed = await openEmbed(args);
  const { request, context, slug } = embed.call;
  const organization = await findOrganizationBySlug(context.db, slug);
  if (!organization) throw notFound();
  const ctx = ctxOf(context, organization.id);
  const { events } = await listEventsBySession(ctx, { past: false, text: "", free: false }, { limit: 100 });
  const locale = preferencesOf(request).locale ?? localeOr(organization.locale);
  return {
    ...{ locale, organization: organization.name, events, now: ctx.now },
    carried: carriedOf(new URL(request.url).searchParams),
    ...(await calendarFacts(embed, { locale, name: organization.name })),
  };
}

export const headers: HeadersFunction = () => ({ "Cache-Control": "no-cache" });

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.organization ?? "Reservo" },
  { name: "robots", content: "noindex" },
];

export default function EmbedCalendar() {
  const { organization, events, carried, now, facts, options } = useLoaderData<typeof loader>();
  return (
    <EmbedFrame facts={facts} test={options.test}>
      <CalendarPage organization={organization} events={events} carried={carried} now={now} />
    </EmbedFrame>
  );
}
