// The allowed values of columns, defined once: the column's type, its CHECK and the forms are made from them. This file imports
// nothing, so that pages in the browser can use it.

export const EVENT_STATES = ["draft", "published", "cancelled", "removed"] as const;
/**
 * An `unlisted` event is left out of lists, feeds and search engines, and anyone with its link can open its page; a
 * `private` one also needs its access code.
 */
export const VISIBILITIES = ["public", "unlisted", "private"] as const;
export const SEAT_NOUNS = ["seat", "place", "ticket", "table"] as const;
export const NUMBERS_SHOWN = ["always", "near-end", "never"] as const;
export const GUEST_NAMES = ["none", "optional", "required"] as const;
export const CODES_PER = ["booking", "guest"] as const;
export const QUESTION_TYPES = [
  "text",
  "long-text",
  "choice",
  "choices",
  "number",
  "phone",
  "date",
  "consent",
] as const;
export const QUESTIONS_PER = ["booking", "person"] as const;
export const TIME_UNITS = ["minutes", "hours", "days"] as const;
/** Kinds of work that is too large for one transaction. */
export const TASK_KINDS = ["save-dates"] as const;
export const TASK_STATES = ["unfinished", "done", "stopped"] as const;
