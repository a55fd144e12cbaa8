import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "frame.skip": "Zum Inhalt springen",
  "frame.myBooking": "Meine Buchung",
  "frame.forOrganisers": "Für Veranstalter",
  "frame.byReservo": "Buchungen mit Reservo",
  "frame.organiserWithReservo": "{{organisation}} nimmt Buchungen mit Reservo an",
  "frame.privacy": "Datenschutz",
  "frame.imprint": "Impressum",
  "frame.when": "Wann",
  "frame.where": "Wo",
  "frame.language": "Sprache",
  "frame.theme": "Darstellung",
  "frame.theme.system": "Automatisch",
  "frame.theme.light": "Hell",
  "frame.theme.dark": "Dunkel",
  "frame.optional": "(freiwillig)",
  "frame.seatsTaken.booked_one": "{{count, number}} gebucht",
  "frame.seatsTaken.booked_other": "{{count, number}} gebucht",
  "frame.seatsTaken.held_one": "{{count, number}} wird gerade gebucht",
  "frame.seatsTaken.held_other": "{{count, number}} werden gerade gebucht",
};
