// The values that a column may have, once: the column's type, its CHECK and the forms are made from them. This file
// imports nothing, so that pages in the browser can read it.

export const EVENT_STATES = ["draft", "published", "cancelled", "removed"] as const;
/** An `unlisted` event is left out of lists, feeds and search engines; anybody with its link can open its page. */
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
/** Work of organisers that is too large for one transaction. */
export const TASK_KINDS = ["save-dates"] as const;
export const TASK_STATES = ["unfinished", "done", "stopped"] as const;
