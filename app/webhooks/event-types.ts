/** What an endpoint can be told of, with what a person is told of it. */
export const EVENT_TYPES = [
  "booking.confirmed",
  "booking.held",
  "booking.changed",
  "booking.cancelled",
  "booking.expired",
  "event.cancelled",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

export const EVENT_WORDS: Record<EventType, string> = {
  "booking.confirmed": "A booking is confirmed, at once or from a hold.",
  "booking.held": "Seats are held for somebody who has not confirmed yet.",
  "booking.changed": "A booking has other seats, or a hold lasts longer.",
  "booking.cancelled": "A booking is cancelled.",
  "booking.expired": "A hold has run out.",
  "event.cancelled": "An event is cancelled as a whole.",
};

/** What a test delivery says it is; endpoints do not choose it. */
export const TEST_TYPE = "webhook.test";

/** Why a delivery got no answer, or could not be made. */
export const ERROR_WORDS: Record<string, string> = {
  "address-refused": "The address leads to a private network, so nothing was sent",
  "name-not-found": "The host name was not found",
  "no-connection": "No connection",
  "tls-failed": "The certificate was not accepted",
  "timed-out": "No answer within 5 seconds",
  closed: "The connection was closed without an answer",
};
