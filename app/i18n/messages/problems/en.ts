/** What a page says when it cannot be shown. */
export const en = {
  "problem.notFound.title": "Page not found",
  "problem.notFound.line": "The address may be wrong, or the page may have been removed.",
  "problem.removed.title": "This event has been removed",
  "problem.removed.line": "The organiser has taken it down. If you had a booking, contact the organiser.",
  "problem.linkExpired.title": "This link no longer works",
  "problem.linkExpired.line": "It has expired or been replaced by a newer one. Your booking hasn’t changed.",
  "problem.linkExpired.act": "Send me a new link",
  "problem.linkUsed.title": "This link has been used",
  "problem.linkUsed.line": "This link only works once. Ask for a new one.",
  "problem.setUpLink.title": "Open the set-up link",
  "problem.setUpLink.line":
    "Reservo shows it in the terminal when it starts. Copy the whole of the newest one.",
  "problem.forbidden.title": "You don’t have access",
  "problem.forbidden.line":
    "Your account can’t see this page. Ask an owner, or sign in with another account.",
  "problem.malformedForm.title": "We couldn’t read that form",
  "problem.malformedForm.line":
    "It didn’t arrive the way our pages send it, and nothing was changed. Go back, reload the page and try again.",
  "problem.unsupportedForm.title": "That is not a form",
  "problem.unsupportedForm.line": "This address only takes what a web form sends. Nothing was changed.",
  "problem.tooMany.title": "Too many attempts from your network",
  "problem.tooMany.line_one": "Try again in {{count, number}} second.",
  "problem.tooMany.line_other": "Try again in {{count, number}} seconds.",
  "problem.unavailable.title": "Reservo is briefly unavailable",
  "problem.unavailable.line": "Existing bookings are safe. Try again in a minute.",
  "problem.failed.title": "We couldn’t show this page",
  "problem.failed.line":
    "Try again in a minute. If you had just sent something, it may have been saved: check before you send it again. If you had just booked, look for the confirmation email.",
  "problem.failed.id": "If this keeps happening, give the organiser this number:",
  "problem.failed.copy": "Copy",
  "problem.failed.copied": "Copied",
  "problem.home": "Go to the home page",
  "problem.again": "Try again",
} as const;
