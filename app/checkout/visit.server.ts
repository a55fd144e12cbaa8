import type { AppLoadContext } from "@remix-run/server-runtime";
import type { Event } from "#app/events/event.ts";
import { findEventBySlug } from "#app/events/find-events.server.ts";
import { type Translate, translator } from "#app/i18n/translate.ts";
import { findOrganization, type Organization } from "#app/organizations/organizations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { ctxOf, notFound, redirectToCurrent, removed } from "#app/platform/http/ctx-of-request.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { type Locale, localeOr } from "#app/platform/locales.ts";

/** A request for a page of an event, on whatever surface. */
export interface Call {
  request: Request;
  context: AppLoadContext;
  /** The event's public name. */
  slug: string;
}

/** Who comes to which event, and in which language. */
export interface Visit {
  ctx: Ctx;
  event: Event;
  organization: Organization;
  locale: Locale;
  t: Translate;
}

/**
 * The event that a request is about. Throws a redirect where a page was asked for by a former name or in another spelling, 404 where there is none that this visitor may see, and 410 where it was
 * removed. A draft is there for its organiser only, as `mayPreview` says; to everybody else it does not exist.
 */
export async function visitEvent(
  { request, context, slug }: Call,
  mayPreview: (event: Event) => Promise<boolean> = async () => false,
): Promise<Visit> {
  const event = await findEventBySlug(context.db, slug);
  if (!event) throw notFound();
  if (event.state === "removed") throw removed();
  if (event.state === "draft" && !(await mayPreview(event))) throw notFound();
  redirectToCurrent(request, slug, event.slug);
  const organization = await findOrganization(context.db, event.organizationId);
  if (!organization) throw notFound();
  const locale = preferencesOf(request).locale ?? localeOr(event.locale);
  const ctx = ctxOf(context, event.organizationId);
  return { ctx, event, organization, locale, t: translator(locale) };
}
