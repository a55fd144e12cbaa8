/** Words of the page that finds bookings. */
export const en = {
  "find.title": "Find my booking",
  "find.line": "Type the e-mail that you booked with. We send you the links to your bookings.",
  "find.send": "Send me my bookings",
  "find.sentTitle": "Look in your mailbox",
  "find.sentLine":
    "If there are bookings for the address that you typed, a mail with their links is on its way. It can take a few minutes; look in the spam folder too.",
  "find.again": "Try another address",
  "find.tooMany_one": "Too many tries from your network. Try again in {{count, number}} second.",
  "find.tooMany_other": "Too many tries from your network. Try again in {{count, number}} seconds.",
  "find.check": "Check the address",
} as const;
