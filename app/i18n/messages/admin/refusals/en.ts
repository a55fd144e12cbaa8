export const en = {
  "admin.problem.busy": "Reservo is busy, so nothing was done. Try again in a moment.",
  "admin.problem.unknownOutcome": "We don’t know yet whether this went through. Check before you try again.",
  "admin.problem.refusal.MAINTENANCE_MODE":
    "Booking is paused for a few minutes. Existing bookings are safe.",
  "admin.problem.refusal.RESOURCE_CANCELLED": "This date is cancelled.",
  "admin.problem.refusal.RESOURCE_CLOSED": "Booking is closed.",
  "admin.problem.refusal.NOT_OPEN_YET": "Booking hasn’t opened yet.",
  "admin.problem.refusal.BOOKING_CLOSED": "Booking has closed.",
  "admin.problem.refusal.TOO_MANY_PER_BOOKING": "That’s more than the maximum per booking.",
  "admin.problem.refusal.TOO_MANY_PER_PERSON": "This address can’t book more seats here.",
  "admin.problem.refusal.HOLD_LIMIT": "Too many seats are held from your network at the moment.",
  "admin.problem.refusal.RENEWAL_LIMIT":
    "These holds were renewed three times within an hour. Try again later.",
  "admin.problem.refusal.RESOURCE_FULL": "There are not enough seats left.",
  "admin.problem.refusal.HOLD_EXPIRED": "The hold has expired.",
  "admin.problem.refusal.INVALID_STATE": "This booking is no longer active, so nothing was changed.",
  "admin.problem.refusal.CAPACITY_BELOW_BOOKED": "More seats are booked than that.",
  "admin.problem.refusal.RESOURCE_NOT_FOUND": "This date no longer exists.",
  "admin.problem.refusal.BOOKING_NOT_FOUND": "This booking no longer exists.",
  "admin.problem.refusal.RESOURCE_ALREADY_EXISTS": "This date already exists.",
  "admin.problem.refusal.IDEMPOTENCY_KEY_REUSED":
    "This form was already sent with other details. Reload the page and try again.",
  "admin.problem.refusal.EVENT_STATE":
    "This event was changed in the meantime, so this is no longer possible.",
  "admin.problem.refusal.EVENT_CHANGED":
    "Someone saved this event in the meantime. Reload the page and try again.",
  "admin.problem.refusal.EVENT_SAVING":
    "The event’s dates are still being saved. Wait, or stop saving on the event page.",
  "admin.problem.refusal.TWO_FACTOR_CHANGED":
    "Two-factor authentication was turned on or off in the meantime. Check the page.",
  "admin.problem.refusal.FORM_REUSED":
    "This form was already sent with other details. What you see here isn’t saved. Check what was saved, then send it again if you still want to.",
  "admin.problem.refusal.DATE_NOT_FOUND": "This date was removed.",
  "admin.problem.refusal.DATE_BOOKED": "This date has bookings. Cancel it instead.",
  "admin.problem.refusal.DATE_ENDED": "This date is over and can no longer be cancelled.",
  "admin.problem.refusal.LAST_DATE": "This is the event’s only date. Add another one first.",
  "admin.problem.refusal.EMBED_NOT_FOUND": "This embed no longer exists.",
  "admin.problem.refusal.TOO_MANY_EMBEDS": "This event has the maximum number of embeds. Delete one first.",
  "admin.problem.refusal.KEY_NOT_ACTIVE": "This key was revoked or has expired.",
  "admin.problem.refusal.INVALID_ORIGINS": "One of the origins is invalid, or there are too many.",
  "admin.problem.refusal.TOO_MANY_WEBHOOKS": "You have the maximum number of webhooks. Delete one first.",
  "admin.problem.refusal.WEBHOOK_NOT_FOUND": "This webhook no longer exists.",
  "admin.problem.refusal.DELIVERY_NOT_FOUND": "That event was never sent to this webhook.",
  "admin.problem.refusal.MEMBER_NOT_FOUND": "This person is no longer a member.",
  "admin.problem.refusal.MEMBER_CHANGED":
    "Someone has changed this member’s roles in the meantime. Check them and try again.",
  "admin.problem.refusal.TEAM_FORBIDDEN": "Your role doesn’t allow this any more.",
  "admin.problem.refusal.OWNERS_ONLY": "Only owners can appoint, change and remove owners.",
  "admin.problem.refusal.OWN_ROLE": "You can’t change your own role. Ask another owner or admin.",
  "admin.problem.refusal.LAST_OWNER": "An organisation needs an owner. Make somebody else owner first.",
  "admin.problem.refusal.ALREADY_MEMBER":
    "This person is a member already. Change their role on the team’s page.",
  "admin.problem.refusal.EVENT_NOT_FOUND": "These events have been removed. Choose others.",
  "admin.problem.refusal.TOO_MANY_INVITATIONS": "There are 50 pending invitations already. Revoke one first.",
  "admin.problem.refusal.INVITATION_MAIL_LIMIT":
    "Your organisation has emailed 20 invitations within an hour. Try again later, or pass on a link.",
  "admin.problem.refusal.INVITATION_NOT_FOUND": "This invitation was accepted or revoked.",
};
