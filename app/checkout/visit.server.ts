import type { AppLoadContext } from "@remix-run/server-runtime";
import type { Event } from "#app/events/event.ts";
import { type Translate, translator } from "#app/i18n/translate.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { ctxOf, notFound, redirectToCurrent, removed } from "#app/platform/http/ctx-of-request.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { type Locale, localeOr } from "#app/platform/locales.ts";
import { slugLookedUp } from "#app/platform/text/slug.ts";
import { findVisited, type Named, type Visited } from "./find-visited.server.ts";
import { requireAccess } from "./require-access.server.ts";

const nobody = async () => false;

/** A request for a page of an event, on whatever surface. */
export interface Call {
  request: Request;
  context: AppLoadContext;
  /** The event's public name. */
  slug: string;
}

/** Who comes to which event, in which language, and what is named besides. */
export interface Visit extends Visited {
  ctx: Ctx;
  locale: Locale;
  t: Translate;
}

/** Whom an event is shown to besides everybody else. */
export interface Admitted {
  /** Says whether a draft is shown to this visitor. */
  mayPreview?: (event: Event) => Promise<boolean>;
  /** Says whether a private event is shown to this visitor without its access code. */
  mayEnter?: (event: Event) => Promise<boolean>;
}

/**
 * Finds what a request is about, in one query. Throws a redirect where a page was asked for by a former name or in another
 * spelling, 404 where there is no event that this visitor may see, and 410 where it was removed. A draft is there for its
 * organiser only; to everybody else it does not exist. Of a private event whose code was not entered, the page is thrown that
 * asks for it, which says no present name either.
 */
export async function visitEvent(
  { request, context, slug }: Call,
  named: Named = {},
  { mayPreview = nobody, mayEnter = nobody }: Admitted = {},
): Promise<Visit> {
  const visited = await findVisited(context.db, slug, named);
  if (!visited) throw notFound();
  const { event } = visited;
  if (event.state === "removed") throw removed();
  if (event.state === "draft" && !(await mayPreview(event))) throw notFound();
  const ctx = ctxOf(context, event.organizationId);
  // The present name may be the title: only its own spellings lead there before the code was entered.
  if (slugLookedUp(slug) === event.slug) redirectToCurrent(request, slug, event.slug);
  if (event.visibility === "private" && !(await mayEnter(event)))
    await requireAccess({ request, slug, secure: context.secure }, ctx, visited);
  redirectToCurrent(request, slug, event.slug);
  const locale = preferencesOf(request).locale ?? localeOr(event.locale);
  return { ...visited, ctx, locale, t: translator(locale) };
}
