import type { Event } from "#app/events/event.ts";
import type { Question } from "#app/questions/question.ts";

/**
 * Returns whether the complete booking form fits on the event's page: one seat, a name and an e-mail address. Nothing is
 * held then: the seat is taken when the form is submitted.
 */
export function isExpress(event: Pick<Event, "maxPerBooking">, questions: Question[]): boolean {
  return event.maxPerBooking === 1 && questions.length === 0;
}
