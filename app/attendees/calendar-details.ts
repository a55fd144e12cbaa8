import { seatWords } from "#app/events/seat-panel.ts";
import type { Translate } from "#app/i18n/translate.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { unlinked } from "#app/platform/text/name.ts";
import { formatReference } from "#app/ui/reference.tsx";
import type { BookingDetails } from "./booking-details.server.ts";
import type { Ticket } from "./tickets.server.ts";

export interface NamedTicket extends Ticket {
  /** The name of its holder; empty if unknown. */
  name: string;
}

/** The links to a booking. Only files for its attendee may contain them, never URLs of calendar services. */
export interface BookingLinks {
  origin: string;
  tickets: NamedTicket[];
  token: string;
}

/**
 * Returns the description of a booking in a calendar: seats, price, join link, reference, the organiser's message and, with
 * `links`, the tickets and the page to manage it. Omits what a cancelled booking no longer has.
 */
export function calendarDetails(t: Translate, booking: BookingDetails, links?: BookingLinks): string {
  const { event, joinUrl, organization, seats, reference, fate } = booking;
  const counts = fate === "confirmed";
  const { price, message } = event;
  return [
    seatWords(t, event, seats),
    ...(counts && price ? [`${t("event.price")}: ${isolated(price)}`] : []),
    ...(joinUrl ? [`${t("booked.joinLink")}: ${joinUrl}`] : []),
    `${t("booked.reference")}: ${formatReference(reference)}`,
    ...(counts && message
      ? ["", `${t("booked.messageFrom", { organisation: organization.name })}:`, message]
      : []),
    ...(counts && links ? ["", ...linesOf(t, reference, links)] : []),
  ].join("\n");
}

function linesOf(t: Translate, reference: string, { origin, tickets, token }: BookingLinks): string[] {
  const named = tickets.map(({ id, position, name }) => {
    const who = unlinked(name) || t("booked.guest", { number: position + 1 });
    const words = tickets.length > 1 ? t("booked.openTicketOf", { name: who }) : t("booked.ticketTitle");
    return `${words}: ${paths.absolute(origin, paths.ticketPage(id))}`;
  });
  return [...named, `${t("booked.manage")}: ${paths.absolute(origin, paths.managePage(reference, token))}`];
}
