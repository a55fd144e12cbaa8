import { and, count, eq, inArray } from "drizzle-orm";
import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import { type BookingLinks, calendarDetails } from "#app/attendees/calendar-details.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import * as paths from "#app/platform/http/paths.ts";
import { localeOr } from "#app/platform/locales.ts";
import { history } from "#db/schema/index.ts";
import { type CalendarParts, calendarFile } from "./calendar-file.ts";

interface CalendarWish {
  booking: BookingDetails;
  method: CalendarParts["method"];
  /** What opens the booking, in a file for the person who booked. */
  links: BookingLinks;
  /** Whom answers go to where no contact is known. */
  sender: string;
}

/**
 * A booking as a calendar file, with the number of what has changed about it so far; undefined where calendars could not
 * read it.
 */
export async function bookingCalendar(ctx: Ctx, wish: CalendarWish): Promise<string | undefined> {
  const { booking, method, links, sender } = wish;
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

/** Both the booking and its event change, and a calendar must know the newer of two files. Neither number ever falls. */
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
