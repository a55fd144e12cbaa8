import ical, { ICalCalendarMethod } from "ical-generator";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isStorableInstant } from "#app/platform/instants.ts";
import { inFile } from "#app/platform/text/normalise.ts";
import { type EventRequest, visitEvent } from "./visit.server.ts";

const ENTRY_DURATION_MS = 15 * 60_000;

/** Responds with a calendar file of the time when booking opens. Throws 404 if no opening is ahead. */
export async function openingCalendar(eventRequest: EventRequest): Promise<Response> {
  const { ctx, event, locale, t } = await visitEvent(eventRequest);
  if (event.state !== "published" || !event.opensAt || event.opensAt <= ctx.now) throw notFound();
  if (!isStorableInstant(event.opensAt)) throw notFound();
  if (event.visibility !== "private")
    eventRequest.context.page?.cache({
      organizationId: event.organizationId,
      eventSlug: eventRequest.slug,
      resourceIds: [],
      turns: [event.opensAt],
    });
  const language = locale.slice(0, 2).toUpperCase();
  const calendar = ical({ prodId: { company: "Reservo", product: "Bookings", language } });
  calendar.method(ICalCalendarMethod.PUBLISH);
  calendar.createEvent({
    id: `${event.id}-opening@reservo`,
    sequence: event.version,
    stamp: ctx.now,
    start: event.opensAt,
    end: new Date(event.opensAt.getTime() + ENTRY_DURATION_MS),
    summary: t("event.openingEntry", { title: inFile(event.title) }),
    url: paths.absolute(eventRequest.context.origin, paths.eventPage(event.slug)),
  });
  return new Response(calendar.toString(), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="opening.ics"',
      "Cache-Control": "no-store",
    },
  });
}
