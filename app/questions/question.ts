import type { QUESTION_TYPES, QUESTIONS_PER } from "#db/schema/values.ts";

export type QuestionType = (typeof QUESTION_TYPES)[number];

/** A question by the organiser, in addition to name and email. */
export interface Question {
  id: string;
  type: QuestionType;
  label: string;
  hint: string;
  required: boolean;
  /** Whether it is asked once per booking or for each person. */
  per: (typeof QUESTIONS_PER)[number];
  /** The options to choose from; empty for other types. */
  options: Option[];
}

/** An option to choose. Its id stays when it is renamed. */
export interface Option {
  id: string;
  label: string;
}

/** Returns whether questions of this type have options. */
export function hasOptions(type: QuestionType): boolean {
  return type === "choice" || type === "choices";
}
