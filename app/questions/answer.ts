export interface Answer {
  questionId: string;
  /** 0 for the booking and for who books, from 1 for a guest. */
  person: number;
  value: string | string[] | number | boolean;
}
