export const questionTypes = [
  "text",
  "long-text",
  "choice",
  "choices",
  "number",
  "phone",
  "date",
  "consent",
] as const;

export type QuestionType = (typeof questionTypes)[number];

/** What an organiser asks besides name and e-mail. */
export interface Question {
  id: string;
  type: QuestionType;
  label: string;
  hint: string;
  required: boolean;
  /** Asked once a booking, or for each person of it. */
  per: "booking" | "person";
  /** What can be chosen. */
  options: string[];
}

/** Whether a type of question is answered by choosing from a list. */
export function hasOptions(type: QuestionType): boolean {
  return type === "choice" || type === "choices";
}
