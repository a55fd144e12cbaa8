import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "frame.skip": "Ir al contenido",
  "frame.forOrganisers": "Para organizadores",
  "frame.byReservo": "Reservas con Reservo",
  "frame.organiserWithReservo": "{{organisation}} gestiona sus reservas con Reservo",
  "frame.seats_one": "{{count, number}} plaza",
  "frame.seats_other": "{{count, number}} plazas",
  "frame.when": "Cuándo",
  "frame.where": "Dónde",
};
