import type { BookingRefusal, OrganiserRefusal } from "#app/platform/refusals.ts";
import type { AdminServerKey } from "./admin-server-catalogue.ts";
import type { MessageKey } from "./catalogue.ts";

/** A command that was not confirmed: a refusal of the engine, a busy engine, or an unknown outcome. */
export type CommandRefusal = BookingRefusal | "OVERLOADED" | "OUTCOME_UNKNOWN";

/** A refusal that members of an organisation can get. */
export type MemberRefusal = CommandRefusal | OrganiserRefusal;

/** The facts, besides the code, that select the message of a refusal. */
interface RefusalFacts {
  /** Number of seats left. */
  left: number;
  /** Whether the request was to book the seats, not only to hold them. */
  isBooking?: boolean | undefined;
  seatNoun: "seat" | "place" | "ticket" | "table";
}

type Choice = MessageKey | ((facts: RefusalFacts) => MessageKey);

/** Messages for attendees who book. Every message says that nothing was booked, or that the outcome is unknown. */
const BOOKING: Record<CommandRefusal, Choice> = {
  MAINTENANCE_MODE: "booking.refused.maintenance",
  RESOURCE_CANCELLED: "booking.refused.cancelled",
  RESOURCE_CLOSED: "booking.refused.closed",
  NOT_OPEN_YET: "booking.refused.notOpen",
  BOOKING_CLOSED: "booking.refused.over",
  TOO_MANY_PER_BOOKING: "booking.refused.most",
  TOO_MANY_PER_PERSON: "booking.refused.person",
  HOLD_LIMIT: "booking.refused.holdLimit",
  RENEWAL_LIMIT: "booking.refused.renewalLimit",
  RESOURCE_FULL({ left, isBooking, seatNoun }) {
    if (left <= 0) return `booking.lost.${seatNoun}`;
    return isBooking ? "booking.lessLeft" : "booking.onlyLeft";
  },
  HOLD_EXPIRED: "booking.refused.expired",
  INVALID_STATE: "booking.refused.state",
  CAPACITY_BELOW_BOOKED: "booking.refused.other",
  RESOURCE_NOT_FOUND: "booking.refused.other",
  BOOKING_NOT_FOUND: "booking.refused.other",
  RESOURCE_ALREADY_EXISTS: "booking.refused.other",
  IDEMPOTENCY_KEY_REUSED: "booking.refused.other",
  OVERLOADED: "booking.busy",
  OUTCOME_UNKNOWN: "booking.unknown",
};

/** Messages for attendees who change or cancel a booking. Every message states the current booking. */
const MANAGING: Record<CommandRefusal, Choice> = {
  MAINTENANCE_MODE: "manage.refusedPaused",
  RESOURCE_CANCELLED: "manage.refusedCancelled",
  RESOURCE_CLOSED: "manage.refusedClosed",
  NOT_OPEN_YET: "manage.refusedClosed",
  BOOKING_CLOSED: "manage.tooLateTitle",
  TOO_MANY_PER_BOOKING: "manage.refusedMost",
  TOO_MANY_PER_PERSON: "manage.refusedPerson",
  HOLD_LIMIT: "manage.refusedState",
  RENEWAL_LIMIT: "manage.refusedState",
  RESOURCE_FULL: ({ left }) => (left > 0 ? "manage.refusedFull" : "manage.refusedNoneLeft"),
  HOLD_EXPIRED: "manage.refusedState",
  INVALID_STATE: "manage.refusedState",
  CAPACITY_BELOW_BOOKED: "manage.refusedState",
  RESOURCE_NOT_FOUND: "manage.refusedState",
  BOOKING_NOT_FOUND: "manage.refusedState",
  RESOURCE_ALREADY_EXISTS: "manage.refusedState",
  IDEMPOTENCY_KEY_REUSED: "manage.refusedState",
  OVERLOADED: "manage.busyNow",
  OUTCOME_UNKNOWN: "manage.unknown",
};

/** Messages for an organisation's members. */
const MEMBER: Record<MemberRefusal, AdminServerKey> = {
  MAINTENANCE_MODE: "admin.problem.refusal.MAINTENANCE_MODE",
  RESOURCE_CANCELLED: "admin.problem.refusal.RESOURCE_CANCELLED",
  RESOURCE_CLOSED: "admin.problem.refusal.RESOURCE_CLOSED",
  NOT_OPEN_YET: "admin.problem.refusal.NOT_OPEN_YET",
  BOOKING_CLOSED: "admin.problem.refusal.BOOKING_CLOSED",
  TOO_MANY_PER_BOOKING: "admin.problem.refusal.TOO_MANY_PER_BOOKING",
  TOO_MANY_PER_PERSON: "admin.problem.refusal.TOO_MANY_PER_PERSON",
  HOLD_LIMIT: "admin.problem.refusal.HOLD_LIMIT",
  RENEWAL_LIMIT: "admin.problem.refusal.RENEWAL_LIMIT",
  RESOURCE_FULL: "admin.problem.refusal.RESOURCE_FULL",
  HOLD_EXPIRED: "admin.problem.refusal.HOLD_EXPIRED",
  INVALID_STATE: "admin.problem.refusal.INVALID_STATE",
  CAPACITY_BELOW_BOOKED: "admin.problem.refusal.CAPACITY_BELOW_BOOKED",
  RESOURCE_NOT_FOUND: "admin.problem.refusal.RESOURCE_NOT_FOUND",
  BOOKING_NOT_FOUND: "admin.problem.refusal.BOOKING_NOT_FOUND",
  RESOURCE_ALREADY_EXISTS: "admin.problem.refusal.RESOURCE_ALREADY_EXISTS",
  IDEMPOTENCY_KEY_REUSED: "admin.problem.refusal.IDEMPOTENCY_KEY_REUSED",
  EVENT_STATE: "admin.problem.refusal.EVENT_STATE",
  EVENT_CHANGED: "admin.problem.refusal.EVENT_CHANGED",
  EVENT_SAVING: "admin.problem.refusal.EVENT_SAVING",
  ADDRESS_MISSING: "admin.form.slug.missing",
  ADDRESS_TOO_LONG: "admin.form.slug.tooLong",
  ADDRESS_TAKEN: "admin.form.slug.taken",
  TWO_FACTOR_CHANGED: "admin.problem.refusal.TWO_FACTOR_CHANGED",
  SETTINGS_CHANGED: "admin.settings.conflict",
  FORM_REUSED: "admin.problem.refusal.FORM_REUSED",
  DATE_NOT_FOUND: "admin.problem.refusal.DATE_NOT_FOUND",
  DATE_BOOKED: "admin.problem.refusal.DATE_BOOKED",
  DATE_ENDED: "admin.problem.refusal.DATE_ENDED",
  LAST_DATE: "admin.problem.refusal.LAST_DATE",
  EMBED_NOT_FOUND: "admin.problem.refusal.EMBED_NOT_FOUND",
  EMBED_CHANGED: "admin.embed.conflict",
  TOO_MANY_EMBEDS: "admin.problem.refusal.TOO_MANY_EMBEDS",
  KEY_NOT_ACTIVE: "admin.problem.refusal.KEY_NOT_ACTIVE",
  KEY_CHANGED: "admin.key.conflict",
  INVALID_ORIGINS: "admin.problem.refusal.INVALID_ORIGINS",
  TOO_MANY_WEBHOOKS: "admin.problem.refusal.TOO_MANY_WEBHOOKS",
  WEBHOOK_CHANGED: "admin.webhook.conflict",
  WEBHOOK_NOT_FOUND: "admin.problem.refusal.WEBHOOK_NOT_FOUND",
  DELIVERY_NOT_FOUND: "admin.problem.refusal.DELIVERY_NOT_FOUND",
  MEMBER_NOT_FOUND: "admin.problem.refusal.MEMBER_NOT_FOUND",
  MEMBER_CHANGED: "admin.problem.refusal.MEMBER_CHANGED",
  TEAM_FORBIDDEN: "admin.problem.refusal.TEAM_FORBIDDEN",
  OWNERS_ONLY: "admin.problem.refusal.OWNERS_ONLY",
  OWN_ROLE: "admin.problem.refusal.OWN_ROLE",
  LAST_OWNER: "admin.problem.refusal.LAST_OWNER",
  ALREADY_MEMBER: "admin.problem.refusal.ALREADY_MEMBER",
  EVENT_NOT_FOUND: "admin.problem.refusal.EVENT_NOT_FOUND",
  TOO_MANY_INVITATIONS: "admin.problem.refusal.TOO_MANY_INVITATIONS",
  INVITATION_MAIL_LIMIT: "admin.problem.refusal.INVITATION_MAIL_LIMIT",
  INVITATION_NOT_FOUND: "admin.problem.refusal.INVITATION_NOT_FOUND",
  OVERLOADED: "admin.problem.busy",
  OUTCOME_UNKNOWN: "admin.problem.unknownOutcome",
};

const ATTENDEES = { booking: BOOKING, managing: MANAGING };

/**
 * Returns the message of a refusal for an attendee who books or manages a booking (decision 0068). Its values are `count`,
 * the seats left or else those requested, `seats`, the requested ones in words, and `most`, the maximum per booking.
 */
export function attendeeMessage(
  audience: keyof typeof ATTENDEES,
  code: CommandRefusal,
  facts: RefusalFacts,
): MessageKey {
  const choice = ATTENDEES[audience][code];
  return typeof choice === "function" ? choice(facts) : choice;
}

/** Returns the message of a refusal for an attendee who corrects the address of a booking. */
export function correctionMessage(code: CommandRefusal | "ADDRESS_NOT_CORRECTABLE"): MessageKey {
  if (code === "TOO_MANY_PER_PERSON") return "booked.correctedTooMany";
  if (code === "OVERLOADED") return "manage.busyNow";
  return code === "OUTCOME_UNKNOWN" ? "manage.unknown" : "booked.correctedAlready";
}

/** Returns the message of a refusal for a member. */
export function memberMessage(code: MemberRefusal): AdminServerKey {
  return MEMBER[code];
}

/** Returns whether a value is a code with a message for members. */
export function isMemberRefusal(code: unknown): code is MemberRefusal {
  return typeof code === "string" && Object.hasOwn(MEMBER, code);
}
