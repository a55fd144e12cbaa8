import type { AppLoadContext } from "@remix-run/server-runtime";
import type { Event } from "#app/events/event.ts";
import { type Translate, translator } from "#app/i18n/translate.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { ctxOf, notFound, redirectToCurrent, removed } from "#app/platform/http/ctx-of-request.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { type Locale, localeOr } from "#app/platform/locales.ts";
import { slugLookedUp } from "#app/platform/text/slug.ts";
import { findVisited, type NamedIds, type Visited } from "./find-visited.server.ts";
import { requireAccess } from "./require-access.server.ts";

const never = async () => false;

/** A request for a page of an event, on any surface. */
export interface EventRequest {
  request: Request;
  context: AppLoadContext;
  /** The event's public name. */
  slug: string;
}

/** The event that a request is about, with its context and language. */
export interface Visit extends Visited {
  ctx: Ctx;
  locale: Locale;
  t: Translate;
}

/** Checks that admit visitors to drafts and private events. */
export interface Admitted {
  /** Returns whether this visitor may see a draft. */
  mayPreview?: (event: Event) => Promise<boolean>;
  /** Returns whether this visitor may see a private event without its access code. */
  mayEnter?: (event: Event) => Promise<boolean>;
}

/**
 * Finds the event that a request is about, in one query. Throws a redirect if the URL has a former name or another spelling of
 * it, 404 if there is no event that this visitor may see, and 410 if it was removed. A draft exists for its organiser only. For
 * a private event without its code it throws the page that asks for the code and does not reveal the current name.
 */
export async function visitEvent(
  { request, context, slug }: EventRequest,
  named: NamedIds = {},
  { mayPreview = never, mayEnter = never }: Admitted = {},
): Promise<Visit> {
  const visited = await findVisited(context.db, slug, named);
  if (!visited) throw notFound();
  const { event } = visited;
  if (event.state === "removed") throw removed();
  if (event.state === "draft" && !(await mayPreview(event))) throw notFound();
  const ctx = ctxOf(context, event.organizationId);
  // The current name may contain the title: without the code, only other spellings of it redirect there.
  if (slugLookedUp(slug) === event.slug) redirectToCurrent(request, slug, event.slug);
  if (event.visibility === "private" && !(await mayEnter(event)))
    await requireAccess({ request, slug, secure: context.secure }, ctx, visited);
  redirectToCurrent(request, slug, event.slug);
  const locale = preferencesOf(request).locale ?? localeOr(event.locale);
  return { ...visited, ctx, locale, t: translator(locale) };
}
