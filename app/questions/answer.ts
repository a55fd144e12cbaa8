export interface Answer {
  questionId: string;
  /** 0 for the booking and the person who books, 1 and up for guests. */
  person: number;
  value: string | string[] | number | boolean;
}
