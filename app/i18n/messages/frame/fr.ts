import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "frame.skip": "Aller au contenu",
  "frame.forOrganisers": "Pour les organisateurs",
  "frame.byReservo": "Réservations avec Reservo",
  "frame.organiserWithReservo": "{{organisation}} prend ses réservations avec Reservo",
  "frame.seats_one": "{{count, number}} place",
  "frame.seats_other": "{{count, number}} places",
  "frame.when": "Quand",
  "frame.where": "Où",
};
