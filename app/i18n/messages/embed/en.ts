/** Words of the pages that stand in a frame on somebody else's site. */
export const en = {
  "embed.test": "This is a test. Nothing is booked and nothing is saved.",
  "embed.otherDates": "Other dates",
  "embed.booked": "You’re booked",
  "embed.bookedTest": "The test went through",
  "embed.mailed": "A confirmation is on its way to {{email}}.",
  "embed.mailedTest": "With a real form you would be booked now, and a confirmation would be on its way.",
  "embed.manage": "Manage booking",
  "embed.reference": "Reference",
  "embed.name": "Name",
  "embed.again": "Book again",
  "embed.close": "Close",
  "embed.discard": "Discard what you typed?",
  "embed.robot":
    "This form was filled in as only a program would. Nothing was booked. Clear the field that says to leave it empty, and send it again.",
  "embed.leaveEmpty": "Leave this empty",
  "embed.tooManyForEmail":
    "Too many tries with this e-mail. Nothing was booked. Try again in {{count, number}} s.",
  "embed.missing": "This form isn’t here",
  "embed.missingLine": "The event may have been taken back by its organiser.",
  "embed.failed": "We couldn’t show this form",
  "embed.failedLine":
    "Try again in a minute. If you had just confirmed a booking, the confirmation e-mail tells you that it went through.",
  "embed.openPage": "Open the event’s page",
  "embed.calendar": "What you can book",
  "embed.calendarEmpty": "Nothing planned right now",
  "embed.calendarEmptyLine": "New dates appear here.",
  "embed.bookingTitle": "Book: {{title}}",
  "embed.cancelledBooking": "This booking is cancelled",
};
