import * as paths from "#app/platform/http/paths.ts";

/**
 * Returns the text of a ticket's QR code: an address, so that the camera of any phone opens it. Scheme, host and the word of
 * the path ignore case, and in upper case all of it is in the alphabet that QR codes pack most tightly.
 */
export function ticketCode(origin: string, ticketId: string): string {
  return paths.absolute(origin, paths.codePage(ticketId)).toUpperCase();
}

/** What codes began with before they were addresses. Such codes are on printed tickets and in mails, and stay valid. */
const FORMER_PREFIX = "RSV1:";

/** Returns the ticket's id in what follows `/c/`, whatever its case and whichever kind of code it was read from. */
export function readTicketId(text: string): string {
  const code = text.toUpperCase();
  return code.startsWith(FORMER_PREFIX) ? code.slice(FORMER_PREFIX.length) : code;
}

/** Whether a text from outside has the form of a ticket's id. */
export function isTicketId(text: string): boolean {
  return /^[A-Z2-7]{26}$/.test(text);
}

/**
 * The people of a booking of so many seats: those that are known, the first ones where they are more than the seats, and
 * the lowest free numbers where they are fewer. Who booked is 0 and always among them.
 */
export function placesOf(seats: number, known: number[]): number[] {
  const places = [...new Set([0, ...known])].sort((a, b) => a - b).slice(0, seats);
  for (let next = 0; places.length < seats; next++) if (!places.includes(next)) places.push(next);
  return places.sort((a, b) => a - b);
}
