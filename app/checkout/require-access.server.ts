import { accessTokenIn, isOpenTo } from "#app/events/access.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { accessRequired } from "#app/platform/http/problems.ts";
import type { Visited } from "./find-visited.server.ts";

/** Time after its end during which a hold still gives access to its event, so that a form filled in late can be submitted. */
const AFTER_HOLD_MS = 60 * 60 * 1000;

/**
 * Throws the page that asks for the code of a private event, unless the request has a token of the current code or a hold on the
 * event that ended at most an hour ago.
 */
export async function requireAccess(
  { request, slug, secure }: { request: Request; slug: string; secure: boolean },
  ctx: Ctx,
  { event, organization, hold }: Visited,
): Promise<void> {
  if (hold && hold.expiresAt.getTime() + AFTER_HOLD_MS > ctx.now.getTime()) return;
  const token = new URL(request.url).searchParams.get("access");
  if (await isOpenTo(ctx, event, [token, accessTokenIn(request, event.slug, secure)])) return;
  const { locale } = preferencesOf(request);
  throw accessRequired({ organization: organization.name, slug, locale });
}
