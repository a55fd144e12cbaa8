/** The event types that an endpoint can receive. */
export const EVENT_TYPES = [
  "booking.confirmed",
  "booking.held",
  "booking.changed",
  "booking.cancelled",
  "booking.expired",
  "event.cancelled",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** The type of a test delivery. Endpoints cannot subscribe to it. */
export const TEST_TYPE = "webhook.test";

/** Why a delivery got no response. */
export const DELIVERY_ERRORS = [
  "address-refused",
  "name-not-found",
  "no-connection",
  "tls-failed",
  "timed-out",
  "closed",
] as const;
