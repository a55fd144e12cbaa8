import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CalendarPage } from "#app/embed/calendar-page.tsx";
import { frameMeta } from "#app/embed/embed-document.ts";
import { EmbedFrame } from "#app/embed/embed-frame.tsx";
import { carriedOf } from "#app/embed/embed-options.ts";
import { openEmbed } from "#app/embed/embed-request.server.ts";
import { calendarFrameData } from "#app/embed/page-facts.server.ts";
import { listEventsBySession } from "#app/listing/list-events.server.ts";
import { listingParameters, listingQuery } from "#app/listing/listing-query.ts";
import { findOrganizationBySlug } from "#app/organizations/organizations.server.ts";
import { ctxOf, notFound, redirectToCurrent } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { localeOr } from "#app/platform/locales.ts";

/** Keeps frames readable, and lower than the maximum height of the loader. */
const EVENTS_PER_PAGE = 20;

export async function loader(args: LoaderFunctionArgs) {
  const embed = await openEmbed(args);
  const { request, context, slug } = embed.eventRequest;
  const organization = await findOrganizationBySlug(context.db, slug);
  if (!organization) throw notFound();
  redirectToCurrent(request, slug, organization.slug);
  const ctx = ctxOf(context, organization.id);
  const query = new URL(request.url).searchParams;
  const asked = listingQuery(new URLSearchParams({ after: query.get("after") ?? "" }));
  const { events, next } = await listEventsBySession(ctx, asked, {
    after: asked.after,
    limit: EVENTS_PER_PAGE,
  });
  const carried = carriedOf(query);
  const to = (after: typeof next) =>
    paths.embedOrganization(slug, { ...listingParameters({ ...asked, after }), ...carried });
  const locale = preferencesOf(request).locale ?? localeOr(organization.locale);
  return {
    locale,
    organization: organization.name,
    events,
    carried,
    now: ctx.now,
    later: next && to(next),
    first: asked.after && to(undefined),
    ...(await calendarFrameData(embed, { locale, name: organization.name })),
  };
}

export const headers: HeadersFunction = () => ({ "Cache-Control": "no-cache" });

export const meta: MetaFunction<typeof loader> = frameMeta;

export default function EmbedCalendar() {
  const { facts, options, ...calendar } = useLoaderData<typeof loader>();
  return (
    <EmbedFrame facts={facts} test={options.test}>
      <CalendarPage calendar={calendar} />
    </EmbedFrame>
  );
}
