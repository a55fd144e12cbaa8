import type { AppLoadContext } from "@remix-run/server-runtime";
import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { findByLink } from "#app/attendees/find-by-link.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { ctxOfNoOrganization, linkExpired, tooMany } from "#app/platform/http/ctx-of-request.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { type Locale, localeOr } from "#app/platform/locales.ts";

interface RouteArguments {
  request: Request;
  params: Record<string, string | undefined>;
  context: AppLoadContext;
}

export interface OwnBooking {
  booking: BookingDetails;
  ctx: Ctx;
  token: string;
  /** The visitor's language, else the booking's. */
  locale: Locale;
}

/**
 * Returns the booking of a request's link. Throws the "link no longer works" page for any invalid link, and "too many
 * attempts" once their rate limit is exceeded. Valid links are not counted or limited, so that attendees are not locked
 * out by others in their network.
 */
export async function openOwnBooking({ request, params, context }: RouteArguments): Promise<OwnBooking> {
  const token = new URL(request.url).searchParams.get("t") ?? "";
  const found = await findByLink(ctxOfNoOrganization(context), params.reference ?? "", token);
  if (!found) {
    const limit = context.rateLimits.consume("link", context.clientAddress);
    throw limit.ok ? linkExpired() : tooMany(limit.retryAfterSeconds);
  }
  const { booking, ctx } = found;
  const own = localeOr(booking.person.locale, localeOr(booking.event.locale));
  return { booking, ctx, token, locale: preferencesOf(request).locale ?? own };
}
