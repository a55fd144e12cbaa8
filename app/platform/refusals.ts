interface Refused {
  /** The HTTP status of the response, the same wherever the code occurs. */
  readonly status: number;
  /** Whether the same request may succeed later without changes. */
  readonly retryable: boolean;
  /** The meaning, in English, for programs and their authors. */
  readonly words: string;
}

/** Refusals of the engine, in order of precedence: if several apply, the first is returned. */
export const BOOKING_REFUSALS = {
  MAINTENANCE_MODE: refusal(503, true, "Booking is paused for a few minutes. Existing bookings are safe."),
  RESOURCE_CANCELLED: refusal(409, false, "This was cancelled. It can no longer be booked."),
  RESOURCE_CLOSED: refusal(409, true, "Booking is closed."),
  NOT_OPEN_YET: refusal(409, true, "Booking has not opened yet."),
  BOOKING_CLOSED: refusal(409, false, "Booking has closed."),
  TOO_MANY_PER_BOOKING: refusal(409, false, "The quantity exceeds the maximum per booking."),
  TOO_MANY_PER_PERSON: refusal(409, false, "The quantity exceeds the maximum per person."),
  HOLD_LIMIT: refusal(409, true, "Too many seats are held from this network at the moment."),
  RENEWAL_LIMIT: refusal(409, true, "Holds of this event were renewed three times within an hour."),
  RESOURCE_FULL: refusal(409, true, "Not enough seats are left."),
  HOLD_EXPIRED: refusal(409, false, "The hold has expired."),
  INVALID_STATE: refusal(409, false, "The booking is no longer active."),
  CAPACITY_BELOW_BOOKED: refusal(409, false, "The capacity is below the number of seats booked."),
  RESOURCE_NOT_FOUND: refusal(404, false, "Resource not found."),
  BOOKING_NOT_FOUND: refusal(404, false, "Booking not found."),
  RESOURCE_ALREADY_EXISTS: refusal(409, false, "A resource with this id already exists."),
  IDEMPOTENCY_KEY_REUSED: refusal(422, false, "This key was already used for a different request."),
} as const;

/** Refusals of organisers' actions other than bookings. */
const ORGANISER_REFUSALS = {
  EVENT_STATE: refusal(409, false, "The event is in a state that does not allow this."),
  EVENT_CHANGED: refusal(409, false, "The event was saved by someone else in the meantime."),
  EVENT_SAVING: refusal(409, true, "The dates of the event are still being saved."),
  ADDRESS_MISSING: refusal(422, false, "The public address has no letter or digit."),
  ADDRESS_TOO_LONG: refusal(422, false, "The public address has more than 60 characters."),
  ADDRESS_TAKEN: refusal(409, false, "The public address belongs to something else."),
  TWO_FACTOR_CHANGED: refusal(409, false, "Two-factor authentication was turned on or off in the meantime."),
  SETTINGS_CHANGED: refusal(409, false, "The settings were saved by someone else in the meantime."),
  FORM_REUSED: refusal(409, false, "The form was already carried out with other contents."),
  DATE_NOT_FOUND: refusal(404, false, "Date not found."),
  DATE_BOOKED: refusal(409, false, "The date has bookings. It can be cancelled."),
  DATE_ENDED: refusal(409, false, "The date is over."),
  LAST_DATE: refusal(409, false, "The event has no other date."),
  EMBED_NOT_FOUND: refusal(404, false, "Embed not found."),
  EMBED_CHANGED: refusal(409, false, "The embed was saved by someone else in the meantime."),
  TOO_MANY_EMBEDS: refusal(409, false, "The event has the maximum number of embeds."),
  TOO_MANY_WEBHOOKS: refusal(409, false, "There are already 20 webhooks. Delete one first."),
  KEY_NOT_ACTIVE: refusal(409, false, "The API key is unknown, revoked or expired."),
  KEY_CHANGED: refusal(409, false, "The API key was saved by someone else in the meantime."),
  INVALID_ORIGINS: refusal(422, false, "One of the origins is invalid, or there are too many."),
  WEBHOOK_CHANGED: refusal(409, false, "The webhook was saved by someone else in the meantime."),
  WEBHOOK_NOT_FOUND: refusal(404, false, "Webhook not found."),
  DELIVERY_NOT_FOUND: refusal(404, false, "That event was never sent to this webhook."),
  MEMBER_NOT_FOUND: refusal(404, false, "Member not found."),
  MEMBER_CHANGED: refusal(409, false, "The member's roles were changed by someone else in the meantime."),
  TEAM_FORBIDDEN: refusal(403, false, "The role of the acting member does not allow this."),
  OWNERS_ONLY: refusal(403, false, "Only owners appoint, change and remove owners."),
  OWN_ROLE: refusal(409, false, "Only owners may change their own role."),
  LAST_OWNER: refusal(409, false, "The organisation would have no owner."),
  ALREADY_MEMBER: refusal(409, false, "This person is a member of the organisation already."),
  EVENT_NOT_FOUND: refusal(404, false, "Event not found."),
  TOO_MANY_INVITATIONS: refusal(409, false, "There are already 50 pending invitations. Revoke one first."),
  INVITATION_MAIL_LIMIT: refusal(429, true, "The organisation has mailed 20 invitations within an hour."),
  INVITATION_NOT_FOUND: refusal(404, false, "The invitation was accepted or revoked."),
} as const;

/** Refusals of requests: by the API, and by the host before a request reaches a page or the API. */
const REQUEST_REFUSALS = {
  VALIDATION_ERROR: refusal(400, false, "The request is invalid. See `details`."),
  INVALID_INPUT: refusal(400, false, "The id in the address is malformed."),
  MISSING_API_KEY: refusal(401, false, "No API key. Send it as X-API-Key or as Authorization: Bearer."),
  INVALID_API_KEY: refusal(401, false, "This API key is unknown, revoked or expired."),
  FORBIDDEN: refusal(
    403,
    false,
    "This API key lacks the required scope, or is not allowed from this network.",
  ),
  NOT_FOUND: refusal(404, false, "Unknown endpoint. See /api/v1/openapi.json for the list."),
  RESERVATION_NOT_FOUND: refusal(404, false, "Reservation not found."),
  METHOD_NOT_ALLOWED: refusal(405, false, "This endpoint does not support this method."),
  PAYLOAD_TOO_LARGE: refusal(413, false, "The body is larger than 64 KiB."),
  URI_TOO_LONG: refusal(414, false, "The address has more than 4,096 characters."),
  RATE_LIMITED: refusal(429, true, "Too many requests. Retry after the time in Retry-After."),
  INTERNAL_ERROR: refusal(500, false, "Internal error. Quote the request id when you contact support."),
  OVERLOADED: refusal(503, true, "The server is overloaded. The request was not executed."),
  STALE_READ: refusal(503, true, "This server has not reached that sequence yet. Retry."),
  UNAVAILABLE: refusal(503, true, "The server is unavailable. Retry after the time in Retry-After."),
  OUTCOME_UNKNOWN: refusal(504, true, "The outcome is unknown. Retry with the same Idempotency-Key."),
} as const;

/** Refusals of pages and their forms. */
const PAGE_REFUSALS = {
  WRONG_CREDENTIALS: refusal(401, false, "The address or the password is wrong."),
  CODE_REQUIRED: refusal(401, false, "The account also needs a code."),
  SECOND_FACTOR_REQUIRED: refusal(403, false, "The organisation requires two-factor authentication."),
  WRONG_CODE: refusal(401, false, "The code is wrong or was already used."),
  EMAIL_TAKEN: refusal(409, false, "An account with this email address exists."),
  REMOVED: refusal(410, false, "This event was removed."),
  ACCESS_CODE_REQUIRED: refusal(403, false, "The event is private. Its access code opens it."),
  TICKET_NOT_FOUND: refusal(404, false, "No ticket has this code."),
  TICKET_GONE: refusal(410, false, "The ticket is no longer valid."),
  LINK_EXPIRED: refusal(403, false, "The link has expired."),
  INVITATION_ENDED: refusal(410, false, "The invitation was accepted or revoked, or has expired."),
  INVITATION_OTHER_ADDRESS: refusal(403, false, "The invitation was sent to another email address."),
  LINK_USED: refusal(410, false, "The link was already used."),
  MALFORMED_FORM: refusal(400, false, "The form could not be read."),
  UNSUPPORTED_FORM: refusal(415, false, "The form was sent in an unsupported format."),
  INVALID_FORM: refusal(422, false, "The form is invalid."),
  EXPIRED_FORM: refusal(422, false, "The form has expired. Reload the page."),
  ADDRESS_NOT_CORRECTABLE: refusal(409, false, "The address can no longer be corrected here."),
  MAIL_JUST_SENT: refusal(409, true, "The mail was sent a moment ago."),
  ALREADY_BOOKED: refusal(409, false, "The seats of this form are already booked."),
  BOOKED_RECENTLY: refusal(409, true, "This browser has just booked seats. Confirm that more are wanted."),
} as const;

/**
 * Every refusal of the product by its code; the only place that assigns a refusal its HTTP status (decision 0068). Texts for
 * people are messages of the catalogues: `i18n/refusal-messages.ts` finds them by code and audience.
 */
export const REFUSALS = {
  ...BOOKING_REFUSALS,
  ...ORGANISER_REFUSALS,
  ...REQUEST_REFUSALS,
  ...PAGE_REFUSALS,
} as const;

export type BookingRefusal = keyof typeof BOOKING_REFUSALS;
export type OrganiserRefusal = keyof typeof ORGANISER_REFUSALS;
export type RequestRefusal = keyof typeof REQUEST_REFUSALS;
export type AnyRefusal = keyof typeof REFUSALS;

/** Returns the HTTP status of a refusal. */
export function statusOf<Code extends AnyRefusal>(code: Code): (typeof REFUSALS)[Code]["status"] {
  return REFUSALS[code].status;
}

/** Returns whether a refusal is a decision about state, which is stored under an idempotency key. */
export function isDecision(code: AnyRefusal): boolean {
  return REFUSALS[code].status === 409;
}

function refusal<Status extends number>(status: Status, retryable: boolean, words: string) {
  return { status, retryable, words } as const satisfies Refused;
}
