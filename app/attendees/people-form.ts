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

interface AskedGuests {
  event: Pick<Event, "guestNames" | "codePer">;
  questions: Question[];
  places: number[];
}

interface AskedPeople extends AskedGuests {
  /** Of the page: numbers are read as its language writes them. */
  locale: string;
  /** Of the organisation: telephone numbers without a country code are read by its plan. */
  country: string | null;
  /** Names and answers as they are, by field. */
  before: Typed;
}

/** The box that gives up the seat of one person. */
export const goneField = (position: number) => `gone-${position}`;

/** Names guests who must be asked about, since a seat was just added for them. */
export const ASKED = "asked";

/** Returns the guests of whom a form has to have everything that is required. */
export function readAsked(typed: Typed = {}): number[] {
  return (typed[ASKED] ?? []).map(Number).filter((position) => position > 0);
}

/** Returns the guests of whom something is missing that must be said. */
export function listMissing({ event, questions, places }: AskedGuests, typed: Typed): number[] {
  const fieldsOf = (position: number) => [
    ...(event.guestNames === "required" ? [guestField(position)] : []),
    ...questions
      .filter((question) => question.per === "person" && question.required)
      .map((question) => answerField(question, position)),
  ];
  return places.filter(
    (position) => position > 0 && fieldsOf(position).some((field) => isUnchanged(typed[field])),
  );
}

/** Whether it matters who gives up a seat: where the guests have names, questions or codes of their own. */
export function knowsGuests({ event, questions, places }: AskedGuests): boolean {
  return (
    asksGuests(event, places.length) ||
    event.codePer === "guest" ||
    questions.some((question) => question.per === "person")
  );
}

/**
 * Reads names and answers of those who come. What is sent as it was is left alone, whatever is asked today, except of guests
 * for whom a seat was just added. Errors come for all fields at once.
 */
export function readPeople(
  typed: Typed,
  asked: AskedPeople,
  t: Translate,
): { input: PeopleInput } | { errors: FieldErrors } {
  const { event, questions, places, locale, country, before } = asked;
  const errors: FieldErrors = {};
  const input: PeopleInput = { names: [], answers: [], asked: [], gone: [] };
  const added = readAsked(typed);
  for (const position of places) {
    if (position > 0 && typed[goneField(position)]) {
      input.gone.push(position);
      continue;
    }
    const isNew = added.includes(position);
    if (position === 0 || asksGuests(event, places.length)) {
      const field = position === 0 ? "name" : guestField(position);
      const isRequired = position === 0 || event.guestNames === "required";
      if (isNew || !before[field] || !isUnchanged(typed[field], before[field])) {
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
      if (!isNew && isUnchanged(typed[field], before[field])) continue;
      const { value, problem } = readAnswer(question, typed[field] ?? [], { locale, country }, before[field]);
      if (problem) errors[field] = [t(problem)];
      input.asked.push({ questionId: question.id, person: position });
      if (value !== undefined) input.answers.push({ questionId: question.id, person: position, value });
    }
  }
  return Object.keys(errors).length > 0 ? { errors } : { input };
}
