import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "door.valid": "Valable",
  "door.notValid": "Non valable",
  "door.otherDay": "Pas aujourd’hui",
  "door.ended": "Terminé",
  "door.isFor": "Ce billet est valable le {{when}}.",
  "door.wasFor": "Ce billet était valable le {{when}}.",
  "door.cancelled": "La réservation a été annulée.",
  "door.cancelledOn": "Annulée le {{when}}.",
  "door.dateCancelled": "Cette date a été annulée.",
  "door.replaced": "Remplacé par un billet plus récent. Demandez celui-ci.",
  "door.replacedOn": "Remplacé le {{when}} par un billet plus récent. Demandez celui-ci.",
  "door.givenUp": "Cette place a été rendue.",
  "door.givenUpOn": "Cette place a été rendue le {{when}}.",
  "door.unknown": "Aucun billet n’a ce code. Demandez le nom ou la référence.",
  "door.events": "Vos événements",
  "door.event": "Événement",
  "door.booker": "Réservé par",
  "door.openBooking": "Ouvrir la réservation",
  "door.openTicket": "Voir le billet",
};
