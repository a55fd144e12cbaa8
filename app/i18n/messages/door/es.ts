import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "door.valid": "Válida",
  "door.notValid": "No válida",
  "door.otherDay": "No es hoy",
  "door.ended": "Terminado",
  "door.isFor": "Esta entrada es para el {{when}}.",
  "door.wasFor": "Esta entrada era para el {{when}}.",
  "door.cancelled": "La reserva se canceló.",
  "door.cancelledOn": "Cancelada el {{when}}.",
  "door.dateCancelled": "Esta fecha está cancelada.",
  "door.replaced": "Sustituida por una entrada más reciente. Pídala.",
  "door.replacedOn": "Sustituida el {{when}} por una entrada más reciente. Pídala.",
  "door.givenUp": "Esta plaza se liberó.",
  "door.givenUpOn": "Esta plaza se liberó el {{when}}.",
  "door.unknown": "Ninguna entrada tiene este código. Pida el nombre o la referencia.",
  "door.events": "Sus eventos",
  "door.event": "Evento",
  "door.booker": "Reservado por",
  "door.openBooking": "Abrir la reserva",
  "door.openTicket": "Ver la entrada",
};
