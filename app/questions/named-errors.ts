import type { Translate } from "#app/i18n/translate.ts";
import type { FieldErrors } from "./booking-form.ts";
import type { Question } from "./question.ts";

/**
 * Returns the errors of a booking form for its summary. The summary is read apart from the fields, where repeated messages
 * such as "Choose an answer." mean nothing, so each names its question and guest.
 */
export function namedErrors(
  errors: FieldErrors | undefined,
  questions: readonly Pick<Question, "id" | "label">[],
  t: Translate,
): FieldErrors | undefined {
  if (!errors) return undefined;
  const named = Object.entries(errors).map(([field, messages]) => [
    field,
    messages.map((message) => namedMessage(field, message, questions, t)),
  ]);
  return Object.fromEntries(named);
}

/** Matches the names that `answerField` and `guestField` return. */
const FIELD = /^(?:guest-(\d+)|q-([0-9a-f-]{36})(?:-(\d+))?)$/;

function namedMessage(
  field: string,
  message: string,
  questions: readonly Pick<Question, "id" | "label">[],
  t: Translate,
): string {
  const [, guest, id, asked] = FIELD.exec(field) ?? [];
  const person = Number(guest ?? asked ?? 0);
  const question = questions.find((each) => each.id === id)?.label;
  const number = person + 1;
  if (question === undefined) return person > 0 ? t("booking.error.ofGuest", { number, message }) : message;
  if (person === 0) return t("booking.error.ofQuestion", { question, message });
  return t("booking.error.ofGuestsQuestion", { number, question, message });
}
