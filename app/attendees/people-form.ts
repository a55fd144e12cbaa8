import type { Event } from "#app/events/event.ts";
import type { Translate } from "#app/i18n/translate.ts";
import type { Answer } from "#app/questions/answer.ts";
import {
  answerField,
  type FieldErrors,
  guestField,
  hasGuestNameFields,
  isUnchanged,
  readAnswer,
  readNameField,
  type Typed,
  textOf,
} from "#app/questions/booking-form.ts";
import type { Question } from "#app/questions/question.ts";

/** The people of a booking, as submitted by a form. */
export interface PeopleInput {
  names: { position: number; name: string }[];
  answers: Answer[];
  /** The questions whose answers changed, including those whose answer was removed. */
  changedQuestions: { questionId: string; person: number }[];
  /** Positions of removed guests. */
  removedGuests: number[];
}

interface GuestFormParts {
  event: Pick<Event, "guestNames" | "codePer">;
  questions: Question[];
  places: number[];
}

interface PeopleFormParts extends GuestFormParts {
  /** The locale of the page, in whose format numbers are read. */
  locale: string;
  /** The organisation's country, for telephone numbers without a country code. */
  country: string | null;
  /** The current names and answers, by field. */
  before: Typed;
}

/** Returns the name of the checkbox that gives up a person's seat. */
export const removedField = (position: number) => `gone-${position}`;

/** The field with the positions of guests for whom a seat was just added, so that their details are required. */
export const ADDED_GUESTS_FIELD = "asked";

/** Returns the positions of guests whose required details a form must have. */
export function readAddedGuests(typed: Typed = {}): number[] {
  return (typed[ADDED_GUESTS_FIELD] ?? []).map(Number).filter((position) => position > 0);
}

/** Returns the positions of guests with missing required details. */
export function listMissing({ event, questions, places }: GuestFormParts, typed: Typed): number[] {
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

/** Returns whether it matters which guest gives up a seat: guests have their own names, answers or codes. */
export function hasGuestFields({ event, questions, places }: GuestFormParts): boolean {
  return (
    hasGuestNameFields(event, places.length) ||
    event.codePer === "guest" ||
    questions.some((question) => question.per === "person")
  );
}

/**
 * Reads the names and answers of the remaining people. Unchanged values are skipped, even if the questions have changed
 * since, except for guests whose seat was just added. Returns the errors of all fields together.
 */
export function readPeople(
  typed: Typed,
  asked: PeopleFormParts,
  t: Translate,
): { input: PeopleInput } | { errors: FieldErrors } {
  const { event, questions, places, locale, country, before } = asked;
  const errors: FieldErrors = {};
  const input: PeopleInput = { names: [], answers: [], changedQuestions: [], removedGuests: [] };
  const added = readAddedGuests(typed);
  for (const position of places) {
    if (position > 0 && typed[removedField(position)]) {
      input.removedGuests.push(position);
      continue;
    }
    const isNew = added.includes(position);
    if (position === 0 || hasGuestNameFields(event, places.length)) {
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
      input.changedQuestions.push({ questionId: question.id, person: position });
      if (value !== undefined) input.answers.push({ questionId: question.id, person: position, value });
    }
  }
  return Object.keys(errors).length > 0 ? { errors } : { input };
}
