import type { Event } from "#app/events/event.ts";
import type { Translate } from "#app/i18n/translate.ts";
import type { Answer } from "#app/questions/answer.ts";
import {
  answerField,
  asksGuests,
  type FieldErrors,
  guestField,
  isUnchanged,
  readAnswer,
  readNameField,
  type Typed,
  textOf,
} from "#app/questions/booking-form.ts";
import type { Question } from "#app/questions/question.ts";

/** Who comes, as a form about a booking says it. */
export interface PeopleInput {
  names: { position: number; name: string }[];
  answers: Answer[];
  /** Every question whose answer is another one than before, answered or not. */
  asked: { questionId: string; person: number }[];
  /** Who does not come. */
  gone: number[];
}

interface AskedPeople {
  event: Pick<Event, "guestNames" | "codePer">;
  questions: Question[];
  places: number[];
  /** Of the page: numbers are read as its language writes them. */
  locale: string;
  /** Of the organisation: telephone numbers without a country code are read by its plan. */
  country: string | null;
  /** Names and answers as they are, by field. */
  before: Typed;
}

/** The box that gives up the seat of one person. */
export const goneField = (position: number) => `gone-${position}`;

/** Whether it matters who gives up a seat: where the guests have names, questions or codes of their own. */
export function knowsGuests({
  event,
  questions,
  places,
}: Omit<AskedPeople, "locale" | "country" | "before">): boolean {
  return (
    asksGuests(event, places.length) ||
    event.codePer === "guest" ||
    questions.some((question) => question.per === "person")
  );
}

/**
 * Reads names and answers of those who come. What is sent as it was is left alone, whatever is asked today. Errors come for
 * all fields at once.
 */
export function readPeople(
  typed: Typed,
  asked: AskedPeople,
  t: Translate,
): { input: PeopleInput } | { errors: FieldErrors } {
  const { event, questions, places, locale, country, before } = asked;
  const errors: FieldErrors = {};
  const input: PeopleInput = { names: [], answers: [], asked: [], gone: [] };
  for (const position of places) {
    if (position > 0 && typed[goneField(position)]) {
      input.gone.push(position);
      continue;
    }
    if (position === 0 || asksGuests(event, places.length)) {
      const field = position === 0 ? "name" : guestField(position);
      const isRequired = position === 0 || event.guestNames === "required";
      if (!before[field] || !isUnchanged(typed[field], before[field])) {
        const { name, problem } = readNameField(textOf(typed, field), isRequired);
        if (problem) {
          const isGuest = position > 0 && problem === "booking.error.name";
          errors[field] = [t(isGuest ? "booking.error.guestName" : problem)];
        }
        input.names.push({ position, name });
      }
    }
    for (const question of questions) {
      if (question.per === "booking" && position > 0) continue;
      const field = answerField(question, position);
      if (isUnchanged(typed[field], before[field])) continue;
      const { value, problem } = readAnswer(question, typed[field] ?? [], { locale, country }, before[field]);
      if (problem) errors[field] = [t(problem)];
      input.asked.push({ questionId: question.id, person: position });
      if (value !== undefined) input.answers.push({ questionId: question.id, person: position, value });
    }
  }
  return Object.keys(errors).length > 0 ? { errors } : { input };
}
