/** What an endpoint can be told of. */
export const EVENT_TYPES = [
  "booking.confirmed",
  "booking.held",
  "booking.changed",
  "booking.cancelled",
  "booking.expired",
  "event.cancelled",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** What a test delivery says it is; endpoints do not choose it. */
export const TEST_TYPE = "webhook.test";

/** Why a delivery got no answer, or could not be made. */
export const DELIVERY_ERRORS = [
  "address-refused",
  "name-not-found",
  "no-connection",
  "tls-failed",
  "timed-out",
  "closed",
] as const;
