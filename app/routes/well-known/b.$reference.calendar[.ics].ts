import type { LoaderFunctionArgs } from "@remix-run/node";
import { listNamedTickets } from "#app/attendees/named-tickets.server.ts";
import { bookingCalendar } from "#app/notifications/booking-calendar.server.ts";
import { addressIn } from "#app/platform/addresses.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import { openOwnBooking } from "#app/self-service/open-own-booking.server.ts";

export const handle: RouteHandle = { surface: "link", disallowsRobots: true };

/** Serves the booking as an iCalendar file. The file of a cancelled booking removes it from the calendar. */
export async function loader(args: LoaderFunctionArgs) {
  const { booking, ctx, token } = await openOwnBooking(args);
  const { env, origin } = args.context;
  const file = await bookingCalendar(ctx, {
    booking,
    links: { origin, token, tickets: await listNamedTickets(ctx, booking) },
    sender: addressIn(env.MAIL_FROM),
    method: booking.fate === "confirmed" ? "PUBLISH" : "CANCEL",
  });
  if (file === undefined) throw notFound();
  return new Response(file, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `attachment; filename="booking-${booking.reference}.ics"`,
    },
  });
}
