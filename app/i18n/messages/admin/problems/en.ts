export const en = {
  "admin.problem.malformedForm.title": "We couldn’t read that form",
  "admin.problem.malformedForm.line":
    "It did not arrive the way our pages send it, and nothing was changed. Go back, reload the page and try again.",
  "admin.problem.forbidden.title": "You don’t have access",
  "admin.problem.forbidden.line":
    "Your account can’t see this page. Ask an owner, or sign in with another account.",
  "admin.problem.notFound.title": "Page not found",
  "admin.problem.notFound.line": "The address may be wrong, or the page may have been removed.",
  "admin.problem.unexpected.title": "We couldn’t show this page",
  "admin.problem.unexpected.line":
    "Try again in a minute. If you have just saved something, check whether it is there before you save it again.",
  "admin.problem.home": "Go to the home page",
  "admin.problem.busy": "Reservo is busy, so this was not completed. Try again in a moment.",
  "admin.problem.unknownOutcome":
    "Reservo could not confirm whether this was completed. Check before you try again.",
  "admin.problem.formReused":
    "This form was already sent, with other contents. What you see here is not saved. Check what was saved, then send it again if you still want to.",
  "admin.problem.refusal.MAINTENANCE_MODE":
    "Booking is paused for a few minutes. Existing bookings are safe.",
  "admin.problem.refusal.RESOURCE_CANCELLED": "This date is cancelled.",
  "admin.problem.refusal.RESOURCE_CLOSED": "Booking is closed.",
  "admin.problem.refusal.NOT_OPEN_YET": "Booking has not opened yet.",
  "admin.problem.refusal.BOOKING_CLOSED": "Booking has closed.",
  "admin.problem.refusal.TOO_MANY_PER_BOOKING": "That is more than one booking may take.",
  "admin.problem.refusal.TOO_MANY_PER_PERSON": "This address cannot book more seats here.",
  "admin.problem.refusal.HOLD_LIMIT": "Too many seats are held from your network at the moment.",
  "admin.problem.refusal.RESOURCE_FULL": "There are not enough seats left.",
  "admin.problem.refusal.HOLD_EXPIRED": "The hold ran out.",
  "admin.problem.refusal.INVALID_STATE": "The booking is no longer active.",
  "admin.problem.refusal.CAPACITY_BELOW_BOOKED": "More is booked than that.",
  "admin.problem.refusal.RESOURCE_NOT_FOUND": "There is no such resource.",
  "admin.problem.refusal.BOOKING_NOT_FOUND": "There is no such booking.",
  "admin.problem.refusal.RESOURCE_ALREADY_EXISTS": "A resource with this id exists.",
  "admin.problem.refusal.IDEMPOTENCY_KEY_REUSED": "This key was used for another request.",
};
