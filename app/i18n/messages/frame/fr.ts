import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "frame.skip": "Aller au contenu",
  "frame.myBooking": "Ma réservation",
  "frame.forOrganisers": "Pour les organisateurs",
  "frame.byReservo": "Réservations avec Reservo",
  "frame.organiserWithReservo": "{{organisation}} prend ses réservations avec Reservo",
  "frame.privacy": "Confidentialité",
  "frame.imprint": "Mentions légales",
  "frame.when": "Quand",
  "frame.where": "Où",
  "frame.language": "Langue",
  "frame.theme": "Apparence",
  "frame.theme.system": "Automatique",
  "frame.theme.light": "Clair",
  "frame.theme.dark": "Sombre",
  "frame.optional": "(facultatif)",
  "frame.seatsTaken.booked_one": "Réservations : {{count, number}}",
  "frame.seatsTaken.booked_other": "Réservations : {{count, number}}",
  "frame.seatsTaken.held_one": "{{count, number}} en cours de réservation",
  "frame.seatsTaken.held_other": "{{count, number}} en cours de réservation",
};
