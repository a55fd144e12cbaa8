import ical, { ICalCalendarMethod } from "ical-generator";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isKeepable } from "#app/platform/instants.ts";
import { inFile } from "#app/platform/text/normalise.ts";
import { type Call, visitEvent } from "./visit.server.ts";

const QUARTER = 15 * 60_000;

/** The moment when booking opens, as a calendar file. Throws 404 where no opening lies ahead. */
export async function openingCalendar(call: Call): Promise<Response> {
  const { ctx, event, locale, t } = await visitEvent(call);
  if (event.state !== "published" || !event.opensAt || event.opensAt <= ctx.now) throw notFound();
  if (!isKeepable(event.opensAt)) throw notFound();
  if (event.visibility !== "private")
    call.context.page?.keep({
      organizationId: event.organizationId,
      eventSlug: call.slug,
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
    end: new Date(event.opensAt.getTime() + QUARTER),
    summary: t("event.openingEntry", { title: inFile(event.title) }),
    url: paths.absolute(call.context.origin, paths.eventPage(event.slug)),
  });
  return new Response(calendar.toString(), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="opening.ics"',
      "Cache-Control": "no-store",
    },
  });
}
