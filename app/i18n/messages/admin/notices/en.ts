export const en = {
  "admin.webhook.notice.headline": "A webhook of {{organization}} was turned off",
  "admin.webhook.notice.stopped": "Reservo has stopped sending to {{host}}.",
  "admin.webhook.notice.unaffected": "Bookings aren’t affected. Events while it’s off aren’t sent later.",
  "admin.webhook.notice.seeAttempts": "See its attempts",
  "admin.webhook.notice.seeAttemptsAt": "See its attempts and turn it on again:",
};
