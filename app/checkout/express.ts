import type { Event } from "#app/events/event.ts";
import type { Question } from "#app/questions/question.ts";
/**
 * Whether the whole booking fits on the event's page: one seat, a name and an e-mail. Then nothing is held, and the seat
 * is taken when the form is sent.
 */
export function isExpress(event: Pick<Event, "maxPerBooking">, asked: Question[]): boolean {
  return event.maxPerBooking === 1 && asked.length === 0;
}
