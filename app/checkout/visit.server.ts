import type { AppLoadContext } from "@remix-run/server-runtime";
import type { Event } from "#app/events/event.ts";
import { type Translate, translator } from "#app/i18n/translate.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { ctxOf, notFound, redirectToCurrent, removed } from "#app/platform/http/ctx-of-request.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { type Locale, localeOr } from "#app/platform/locales.ts";
import { findVisited, type Named, type Visited } from "./find-visited.server.ts";

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

/**
 * Finds what a request is about, in one query. Throws a redirect where a page was asked for by a former name or in another
 * spelling, 404 where there is no event that this visitor may see, and 410 where it was removed. A draft is there for its
 * organiser only, as `mayPreview` says; to everybody else it does not exist.
 */
export async function visitEvent(
  { request, context, slug }: Call,
  named: Named = {},
  mayPreview: (event: Event) => Promise<boolean> = async () => false,
): Promise<Visit> {
  const visited = await findVisited(context.db, slug, named);
  if (!visited) throw notFound();
  const { event } = visited;
  if (event.state === "removed") throw removed();
  if (event.state === "draft" && !(await mayPreview(event))) throw notFound();
  redirectToCurrent(request, slug, event.slug);
  const locale = preferencesOf(request).locale ?? localeOr(event.locale);
  return { ...visited, ctx: ctxOf(context, event.organizationId), locale, t: translator(locale) };
}
