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
/** The roles of members; app/auth/capabilities.ts has what each may do. */
export const ROLES = ["owner", "admin", "editor", "desk", "check-in", "viewer"] as const;
/** Purposes of links mailed to a user: set a new password, or confirm a new email address. */
export const ACCOUNT_LINK_KINDS = ["password", "email"] as const;
/** The scopes of API keys; no scope includes another. */
export const KEY_SCOPES = ["read", "book", "desk", "manage"] as const;
/** Mails that are not about a booking: invitations and what concerns a user's sign-in. */
export const ACCOUNT_MAIL_KINDS = [
  "invitation",
  "password-link",
  "password-changed",
  "email-link",
  "email-changed",
  "two-factor-on",
  "two-factor-off",
] as const;
/** How a change reached the server. */
export const AUDIT_CHANNELS = ["page", "api", "job", "command-line"] as const;
export const AUDIT_ACTORS = ["guest", "member", "key", "system"] as const;
