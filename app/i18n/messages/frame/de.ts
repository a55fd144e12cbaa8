import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "frame.skip": "Zum Inhalt springen",
  "frame.forOrganisers": "Für Veranstalter",
  "frame.byReservo": "Buchungen mit Reservo",
  "frame.organiserWithReservo": "{{organisation}} nimmt Buchungen mit Reservo an",
  "frame.seats_one": "{{count, number}} Platz",
  "frame.seats_other": "{{count, number}} Plätze",
  "frame.when": "Wann",
  "frame.where": "Wo",
};
