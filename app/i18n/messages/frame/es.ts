import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "frame.skip": "Ir al contenido",
  "frame.myBooking": "Mi reserva",
  "frame.forOrganisers": "Para organizadores",
  "frame.byReservo": "Reservas con Reservo",
  "frame.organiserWithReservo": "{{organisation}} gestiona sus reservas con Reservo",
  "frame.privacy": "Privacidad",
  "frame.imprint": "Aviso legal",
  "frame.when": "Cuándo",
  "frame.where": "Dónde",
  "frame.language": "Idioma",
  "frame.theme": "Apariencia",
  "frame.theme.system": "Automático",
  "frame.theme.light": "Claro",
  "frame.theme.dark": "Oscuro",
  "frame.optional": "(opcional)",
  "frame.seatsTaken.booked_one": "{{count, number}} reservada",
  "frame.seatsTaken.booked_other": "{{count, number}} reservadas",
  "frame.seatsTaken.held_one": "{{count, number}} reservándose ahora",
  "frame.seatsTaken.held_other": "{{count, number}} reservándose ahora",
};
