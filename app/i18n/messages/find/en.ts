/** Words of the page that finds bookings. */
export const en = {
  "find.title": "Find my booking",
  "find.line": "Enter the email address you booked with and we’ll send you links to your bookings.",
  "find.send": "Email me my bookings",
  "find.sentTitle": "Check your inbox",
  "find.sentLine":
    "If that address has bookings, an email with the links is on its way. It can take a few minutes; check your spam folder too.",
  "find.again": "Try another address",
  "find.tooMany_one": "Too many attempts from your network. Try again in {{count, number}} second.",
  "find.tooMany_other": "Too many attempts from your network. Try again in {{count, number}} seconds.",
  "find.check": "Check the address",
} as const;
