import * as paths from "#app/platform/http/paths.ts";

/**
 * Returns the text of a ticket's QR code: a URL, so that any phone camera opens it. Scheme, host and path prefix ignore
 * case; in upper case the URL fits the alphanumeric mode of QR codes, which is the most compact for text.
 */
export function ticketCode(origin: string, ticketId: string): string {
  return paths.absolute(origin, paths.codePage(ticketId)).toUpperCase();
}

/** The prefix of codes from before they were URLs. They are on printed tickets and in mails, and stay valid. */
const FORMER_PREFIX = "RSV1:";

/** Returns the ticket id in the path after `/c/`, in any case and of either kind of code. */
export function readTicketId(text: string): string {
  const code = text.toUpperCase();
  return code.startsWith(FORMER_PREFIX) ? code.slice(FORMER_PREFIX.length) : code;
}

/** Returns whether a text has the format of a ticket id. */
export function isTicketId(text: string): boolean {
  return /^[A-Z2-7]{26}$/.test(text);
}

/**
 * Returns the positions of a booking's people, one per seat: the known ones, cut to the number of seats or extended by the
 * lowest free numbers. Always includes 0, the person who booked.
 */
export function placesOf(seats: number, known: number[]): number[] {
  const places = [...new Set([0, ...known])].sort((a, b) => a - b).slice(0, seats);
  for (let next = 0; places.length < seats; next++) if (!places.includes(next)) places.push(next);
  return places.sort((a, b) => a - b);
}
