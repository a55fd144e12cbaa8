/** What a page says when it cannot be shown. */
export const en = {
  "problem.notFound.title": "That page isn't here",
  "problem.notFound.line":
    "The address may be mistyped, or the page has gone. Check the link that you were given.",
  "problem.removed.title": "This event has been removed",
  "problem.removed.line": "The organiser has taken it down. If you had booked, write to the organiser.",
  "problem.linkExpired.title": "This link no longer works",
  "problem.linkExpired.line":
    "Links to a booking end with it, or when a newer one is sent. Your booking has not changed.",
  "problem.linkExpired.act": "Send me a new link",
  "problem.linkUsed.title": "This link has been used",
  "problem.linkUsed.line": "A link like this works once. Ask for a new one.",
  "problem.setUpLink.title": "Open the set-up link",
  "problem.setUpLink.line":
    "Reservo prints it in the terminal when it starts. Copy the whole of the newest one.",
  "problem.forbidden.title": "This page is not for you",
  "problem.forbidden.line": "You may not see it with the address you are signed in with.",
  "problem.accessCode.title": "This event is private",
  "problem.accessCode.line": "Enter your access code.",
  "problem.accessCode.code": "Access code",
  "problem.accessCode.open": "Open the event",
  "problem.accessCode.wrong": "That is not the code of this event. Check it, or ask {{organisation}}.",
  "problem.accessCode.missing": "Enter the access code.",
  "problem.malformedForm.title": "We couldn't read that form",
  "problem.malformedForm.line":
    "It did not arrive the way our pages send it, and nothing was changed. Go back, reload the page and try again.",
  "problem.unsupportedForm.title": "That is not a form",
  "problem.unsupportedForm.line": "This address only takes what a web form sends. Nothing was changed.",
  "problem.tooMany.title": "Too many tries from your network",
  "problem.tooMany.line_one": "Try again in {{count, number}} second.",
  "problem.tooMany.line_other": "Try again in {{count, number}} seconds.",
  "problem.unavailable.title": "Reservo is away for a moment",
  "problem.unavailable.line": "Existing bookings are safe. Try again in a minute.",
  "problem.failed.title": "We couldn't show this page",
  "problem.failed.line":
    "Try again in a minute. If you had just sent something, it may have been saved: check before you send it again. After a booking, the confirmation e-mail tells you.",
  "problem.failed.id": "If it goes on, tell the organiser this number:",
  "problem.failed.copy": "Copy",
  "problem.failed.copied": "Copied",
  "problem.home": "Go to the start",
  "problem.again": "Try again",
} as const;
