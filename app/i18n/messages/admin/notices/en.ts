export const en = {
  "admin.webhook.notice.headline": "A webhook of {{organization}} was turned off",
  "admin.webhook.notice.stopped": "Reservo has stopped sending to {{host}}.",
  "admin.webhook.notice.unaffected": "Bookings aren’t affected. Events while it’s off aren’t sent later.",
  "admin.webhook.notice.seeAttempts": "See its attempts",
  "admin.webhook.notice.seeAttemptsAt": "See its attempts and turn it on again:",
  "admin.booking.warning.RESOURCE_CLOSED": "Although online booking was closed.",
  "admin.booking.warning.NOT_OPEN_YET": "Although booking hadn’t opened.",
  "admin.booking.warning.BOOKING_CLOSED": "Although the deadline had passed.",
  "admin.booking.warning.TOO_MANY_PER_BOOKING": "More than the maximum per booking.",
  "admin.booking.warning.TOO_MANY_PER_PERSON": "More than the maximum per person.",
  "admin.booking.warning.HOLD_LIMIT": "More than one network may hold.",
  "admin.booking.warning.RENEWAL_LIMIT": "Held for longer than usual.",
};
