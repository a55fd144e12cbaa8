/** Words that every public page has. */
export const en = {
  "frame.skip": "Skip to content",
  "frame.forOrganisers": "For organisers",
  "frame.byReservo": "Bookings by Reservo",
  "frame.organiserWithReservo": "{{organisation}} takes bookings with Reservo",
  "frame.seats_one": "{{count, number}} seat",
  "frame.seats_other": "{{count, number}} seats",
  "frame.when": "When",
  "frame.where": "Where",
} as const;
