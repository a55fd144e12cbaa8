/** Words of the pages that stand in a frame on somebody else's site. */
export const en = {
  "embed.test": "This is a test. Nothing is booked and nothing is saved.",
  "embed.otherDates": "Other dates",
  "embed.booked": "You’re booked",
  "embed.bookedTest": "Test complete",
  "embed.mailed": "A confirmation is on its way to {{email}}.",
  "embed.mailedTest": "With the live form you’d be booked now, and a confirmation would be on its way.",
  "embed.manage": "Manage booking",
  "embed.reference": "Reference",
  "embed.name": "Name",
  "embed.again": "Book again",
  "embed.close": "Close",
  "embed.discard": "Discard your details?",
  "embed.robot":
    "This looks automated. Nothing was booked. Clear the field “Leave this empty” and try again.",
  "embed.leaveEmpty": "Leave this empty",
  "embed.tooManyForEmail":
    "Too many attempts with this email address. Nothing was booked. Try again in {{count, number}} s.",
  "embed.missing": "This booking form isn’t available",
  "embed.missingLine": "The organiser may have taken the event down.",
  "embed.failed": "We couldn’t show this form",
  "embed.failedLine":
    "Try again in a minute. If you had just confirmed a booking, check for a confirmation email first.",
  "embed.openPage": "Open the event page",
  "embed.calendar": "Upcoming events",
  "embed.calendarEmpty": "Nothing planned right now",
  "embed.calendarEmptyLine": "New dates will appear here.",
  "embed.bookingTitle": "Book: {{title}}",
  "embed.cancelledBooking": "This booking is cancelled",
};
