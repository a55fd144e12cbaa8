/** What a scanner reads: the prefix says whose code it is, the id which ticket. Capitals and digits keep the code small. */
export function ticketCode(ticketId: string): string {
  return `RSV1:${ticketId}`;
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
