import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "door.valid": "Gültig",
  "door.notValid": "Ungültig",
  "door.otherDay": "Nicht heute",
  "door.ended": "Vorbei",
  "door.isFor": "Dieses Ticket gilt für {{when}}.",
  "door.wasFor": "Dieses Ticket galt für {{when}}.",
  "door.cancelled": "Die Buchung wurde storniert.",
  "door.cancelledOn": "Storniert am {{when}}.",
  "door.dateCancelled": "Dieser Termin wurde abgesagt.",
  "door.replaced": "Durch ein neueres Ticket ersetzt. Bitte danach fragen.",
  "door.replacedOn": "Am {{when}} durch ein neueres Ticket ersetzt. Bitte danach fragen.",
  "door.givenUp": "Dieser Platz wurde zurückgegeben.",
  "door.givenUpOn": "Dieser Platz wurde am {{when}} zurückgegeben.",
  "door.unknown": "Zu diesem Code gibt es kein Ticket. Fragen Sie nach dem Namen oder der Buchungsnummer.",
  "door.events": "Ihre Veranstaltungen",
  "door.event": "Veranstaltung",
  "door.booker": "Gebucht von",
  "door.openBooking": "Buchung öffnen",
  "door.openTicket": "Ticket ansehen",
};
