import type { QUESTION_TYPES, QUESTIONS_PER } from "#db/schema/values.ts";

export type QuestionType = (typeof QUESTION_TYPES)[number];

/** What an organiser asks besides name and e-mail. */
export interface Question {
  id: string;
  type: QuestionType;
  label: string;
  hint: string;
  required: boolean;
  /** Asked once a booking, or for each person of it. */
  per: (typeof QUESTIONS_PER)[number];
  /** What can be chosen. */
  options: Option[];
}

/** What can be chosen. Its id stays when it is renamed. */
export interface Option {
  id: string;
  label: string;
}

/** Whether a type of question is answered by choosing from a list. */
export function hasOptions(type: QuestionType): boolean {
  return type === "choice" || type === "choices";
}
