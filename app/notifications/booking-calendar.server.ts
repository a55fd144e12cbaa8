import { and, count, eq, inArray } from "drizzle-orm";
import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { type BookingLinks, calendarDetails } from "#app/attendees/calendar-details.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import * as paths from "#app/platform/http/paths.ts";
import { localeOr } from "#app/platform/locales.ts";
import { history } from "#db/schema/index.ts";
import { type CalendarParts, calendarFile } from "./calendar-file.ts";

interface CalendarRequest {
  booking: BookingDetails;
  method: CalendarParts["method"];
  /** The links to the booking. Only the person who booked may receive them. */
  links: BookingLinks;
  /** The organizer address if neither the event nor the organisation has a contact. */
  sender: string;
}

/**
 * Returns a booking as a calendar file, with a sequence number derived from its changes; undefined if no calendar could
 * read it.
 */
export async function bookingCalendar(ctx: Ctx, request: CalendarRequest): Promise<string | undefined> {
  const { booking, method, links, sender } = request;
  const { event, organization, person } = booking;
  const t = translator(localeOr(person.locale, localeOr(event.locale)));
  return calendarFile({
    booking,
    method,
    now: ctx.now,
    sequence: await sequenceOf(ctx, booking),
    url: paths.absolute(links.origin, paths.eventPage(event.slug)),
    organizer: event.contactEmail ?? organization.contactEmail ?? sender,
    details: calendarDetails(t, booking, links),
  });
}

/** Returns a sequence that increases with changes of the booking and of its event, so that calendars keep the newer file. */
async function sequenceOf(ctx: Ctx, booking: BookingDetails): Promise<number> {
  const [row] = await ctx.db
    .select({ changes: count() })
    .from(history)
    .where(
      and(
        eq(history.organizationId, ctx.organizationId),
        eq(history.bookingId, booking.id),
        inArray(history.kind, ["changed", "cancelled"]),
      ),
    );
  return (row?.changes ?? 0) + booking.event.version - 1;
}
