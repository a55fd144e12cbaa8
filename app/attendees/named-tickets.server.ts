import type { Ctx } from "#app/platform/ctx.ts";
import type { BookingDetails } from "./booking-details.server.ts";
import type { NamedTicket } from "./calendar-details.ts";
import { listPeople } from "./list-people.server.ts";
import { settleTickets } from "./tickets.server.ts";

/** Returns the tickets of a booking with the names of their holders; none unless it is confirmed. */
export async function listNamedTickets(ctx: Ctx, booking: BookingDetails): Promise<NamedTicket[]> {
  if (booking.fate !== "confirmed") return [];
  const [tickets, named] = await Promise.all([settleTickets(ctx, booking), listPeople(ctx, booking.id)]);
  return tickets.map((ticket) => ({
    ...ticket,
    name: named.find((person) => person.position === ticket.position)?.name ?? "",
  }));
}
