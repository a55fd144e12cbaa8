import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "letters.confirmed.subject": "Réservé : {{title}}, {{start}}",
  "letters.confirmed.headline": "Votre réservation est faite",
  "letters.confirmed.line": "Montrez le code ou donnez votre référence à votre arrivée.",
  "letters.changed.subject": "Modifié : {{title}}, {{start}}",
  "letters.changed.headline": "Votre réservation a changé",
  "letters.changed.line": "Voici votre réservation à présent.",
  "letters.changed.fewer": "Les codes des places rendues ne sont plus valables.",
  "letters.moved.subject": "Déplacé : {{title}}, {{start}}",
  "letters.moved.time": "L’horaire a changé",
  "letters.moved.place": "Le lieu a changé",
  "letters.moved.both": "L’horaire et le lieu ont changé",
  "letters.moved.link": "Le lien de connexion a changé",
  "letters.moved.newLink": "Ce lien est nouveau. L’ancien ne compte plus.",
  "letters.moved.line":
    "Votre réservation et vos billets restent valables. Si vous pouvez venir, vous n’avez rien à faire.",
  "letters.moved.before": "Jusqu’ici : {{value}}",
  "letters.cancelled.subject": "Annulé : {{title}}, {{start}}",
  "letters.cancelled.headline": "Votre réservation est annulée",
  "letters.cancelled.line": "Votre annulation est enregistrée. Vous n’avez rien d’autre à faire.",
  "letters.cancelled.closing":
    "Vous avez changé d’avis ? Vous pouvez réserver à nouveau tant qu’il y a de la place.",
  "letters.byOrganiser.headline": "L’organisateur a annulé votre réservation",
  "letters.byOrganiser.line": "Nous en sommes désolés. Vous n’avez rien à faire.",
  "letters.byOrganiser.closing": "Une question ? Répondez simplement à cet e-mail.",
  "letters.eventCancelled.headline": "L’événement est annulé",
  "letters.eventCancelled.line":
    "{{organisation}} l’a annulé, et votre réservation avec. Vous n’avez rien à faire.",
  "letters.eventCancelled.reason": "Pourquoi",
  "letters.dateCancelled.headline": "La date que vous avez réservée est annulée",
  "letters.dateCancelled.line":
    "{{organisation}} l’a annulée, et votre réservation avec. Vous n’avez rien à faire.",
  "letters.datesDropped.headline_one": "L’une de vos dates est annulée",
  "letters.datesDropped.headline_other": "Plusieurs de vos dates sont annulées",
  "letters.datesDropped.line":
    "Annulé : {{dates}}. Votre réservation reste valable pour les dates ci-dessous.",
  "letters.bookings.subject": "Vos réservations chez {{organisation}}",
  "letters.bookings.headline": "Vos réservations",
  "letters.bookings.line": "Voici les réservations de cette adresse. Chaque lien en ouvre une.",
  "letters.bookings.closing":
    "Vous n’avez rien demandé ? Personne d’autre n’a reçu ces liens. Vous pouvez supprimer ce mail.",
  "letters.when": "Quand",
  "letters.where": "Où",
  "letters.what": "Quoi",
  "letters.for": "Pour",
  "letters.reference": "Référence",
  "letters.manage": "Gérer la réservation",
  "letters.open": "Ouvrir cette réservation",
  "letters.seeEvent": "Voir l’événement",
  "letters.ticketOf": "Billet de {{name}}",
  "letters.ticket": "Billet à montrer à l’entrée",
  "letters.cancelUntil":
    "Vous ne pouvez pas venir ? Annulez jusqu’au {{until}}, pour laisser la place à quelqu’un.",
  "letters.messageFrom": "De la part de {{organisation}}",
  "letters.by": "par {{organisation}}",
  "letters.guest": "Invité {{number}}",
};
