import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.webhook.notice.headline": "{{organization}} : un webhook a été désactivé",
  "admin.webhook.notice.stopped": "Reservo n’envoie plus rien à {{host}}.",
  "admin.webhook.notice.unaffected":
    "Les réservations ne sont pas concernées. Les événements survenus pendant la désactivation ne seront pas envoyés plus tard.",
  "admin.webhook.notice.seeAttempts": "Voir les tentatives",
  "admin.webhook.notice.seeAttemptsAt": "Voir les tentatives et réactiver le webhook :",
  "admin.booking.warning.RESOURCE_CLOSED": "Malgré la fermeture des réservations en ligne.",
  "admin.booking.warning.NOT_OPEN_YET": "Avant l’ouverture des réservations.",
  "admin.booking.warning.BOOKING_CLOSED": "Après la date limite.",
  "admin.booking.warning.TOO_MANY_PER_BOOKING": "Au-delà du maximum par réservation.",
  "admin.booking.warning.TOO_MANY_PER_PERSON": "Au-delà du maximum par personne.",
  "admin.booking.warning.HOLD_LIMIT": "Au-delà de ce qu’un réseau peut bloquer.",
  "admin.booking.warning.RENEWAL_LIMIT": "Places bloquées plus longtemps que d’habitude.",
};
