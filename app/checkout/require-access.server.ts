import { accessTokenIn, isOpenTo } from "#app/events/access.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { accessRequired } from "#app/platform/http/problems.ts";
import type { Visited } from "./find-visited.server.ts";

/** How long after its end a hold still opens its event, so that what was typed about it can be sent. */
const AFTER_HOLD_MS = 60 * 60 * 1000;

/**
 * Throws the page that asks for the code where a private event is not open to a request: it has not entered the present code,
 * and has held no seats of it within the hour.
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
