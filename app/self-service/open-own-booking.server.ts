import type { AppLoadContext } from "@remix-run/server-runtime";
import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { findByLink } from "#app/attendees/find-by-link.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { ctxOfNoOrganization, linkExpired, tooMany } from "#app/platform/http/ctx-of-request.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { type Locale, localeOr } from "#app/platform/locales.ts";

interface DoorArguments {
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
 * The booking that a request's link opens. Throws the page that says that the link no longer works, for whatever reason,
 * and after some of those that there were too many tries: who has a right link is never kept out by what others in their
 * network have tried.
 */
export async function openOwnBooking({ request, params, context }: DoorArguments): Promise<OwnBooking> {
  const token = new URL(request.url).searchParams.get("t") ?? "";
  const found = await findByLink(ctxOfNoOrganization(context), params.reference ?? "", token);
  if (!found) {
    const limit = context.rateLimits.take("link", context.clientAddress);
    throw limit.ok ? linkExpired() : tooMany(limit.retryAfterSeconds);
  }
  const { booking, ctx } = found;
  const own = localeOr(booking.person.locale, localeOr(booking.event.locale));
  return { booking, ctx, token, locale: preferencesOf(request).locale ?? own };
}
