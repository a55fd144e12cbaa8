import type { LoaderFunctionArgs } from "@remix-run/node";
import { firstOfSeries } from "#app/events/event.ts";
import { eventPicture } from "#app/events/event-picture.ts";
import { findEventBySlug } from "#app/events/find-events.server.ts";
import { openEvent } from "#app/events/open-event.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { Busy } from "#app/platform/errors.ts";
import { ctxOf, notFound, unavailable } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import { bookingDeadline } from "#app/schedules/deadlines.ts";

export const handle: RouteHandle = { surface: "public", cachedAs: "file" };

/** Limits staleness, since renaming an organisation does not invalidate the cache. */
const MAX_AGE_MS = 60_000;

export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await findEventBySlug(context.db, params.slug ?? "");
  if (event?.state !== "published" && event?.state !== "cancelled") throw notFound();
  // The picture is for link previews, which have no access code.
  if (event.visibility === "private") throw notFound();
  const [organization, open] = await Promise.all([
    findOrganization(context.db, event.organizationId),
    openEvent(ctxOf(context, event.organizationId), event, {}),
  ]);
  if (!organization || !open) throw notFound();
  const first = firstOfSeries(event, open.sessions);
  const session = first ?? open.session;
  context.page?.cache({
    organizationId: event.organizationId,
    eventSlug: event.slug,
    // Not invalidated by bookings, although the picked session depends on them: drawing takes longer than a booking.
    resourceIds: [],
    turns: [bookingDeadline(event, session), session.startsAt, session.endsAt],
    maxAgeMs: MAX_AGE_MS,
  });
  try {
    const png = await context.pictures.png(
      eventPicture(event, session, organization.name, first ? open.upcoming : 1),
    );
    return new Response(png, {
      headers: { "Content-Type": "image/png", "Cache-Control": "public, max-age=3600" },
    });
  } catch (error) {
    if (error instanceof Busy) throw unavailable(error.retryAfterSeconds);
    throw error;
  }
}
