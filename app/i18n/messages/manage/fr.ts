import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "manage.title": "Gérer votre réservation",
  "manage.description": "Voir, modifier ou annuler votre réservation.",
  "manage.people": "Qui vient",
  "manage.yourName": "Votre nom",
  "manage.notComing": "Ne vient pas : annuler pour cet invité",
  "manage.save": "Enregistrer",
  "manage.busy": "Un instant…",
  "manage.seatsHint": "Vous avez {{seats}}. Jusqu’à {{most, number}} sont possibles en ce moment.",
  "manage.changeNumber": "Changer le nombre",
  "manage.move": "Une autre date",
  "manage.moveLine": "Vous gardez {{seats}}. Ce que vous avez maintenant pourra être réservé par d’autres.",
  "manage.moveButton": "Déplacer ma réservation",
  "manage.resend": "Renvoyez-moi le mail",
  "manage.confirmationPage": "Votre billet",
  "manage.cancelQuestion": "Annuler votre réservation de {{seats}} ?",
  "manage.cancelLine":
    "Ce que vous libérez peut être réservé aussitôt par d’autres. Vous pouvez annuler jusqu’au {{until}}.",
  "manage.cancel": "Annuler la réservation",
  "manage.cancelling": "Annulation…",
  "manage.keep": "La garder",
  "manage.cancelledTitle": "Votre réservation est annulée",
  "manage.cancelledLine": "Désormais libre pour d’autres : {{seats}}.",
  "manage.tooLateTitle": "Il est trop tard pour modifier ici",
  "manage.tooLateLine": "Modifier et annuler était possible jusqu’au {{until}}.",
  "manage.contact": "Écrire à l’organisateur",
  "manage.history": "Ce qui s’est passé",
  "manage.wasConfirmed": "Réservé : {{seats}}, {{when}}",
  "manage.wasChanged": "Modifié : {{seats}}, {{when}}",
  "manage.wasChangedByOrganiser": "Modifié par l’organisateur : {{seats}}, {{when}}",
  "manage.wasCancelled": "Annulé",
  "manage.wasCancelledByOrganiser": "Annulé par l’organisateur",
  "manage.done.people": "Vos modifications sont enregistrées.",
  "manage.done.seats": "Votre réservation est désormais pour {{seats}}.",
  "manage.done.move": "Votre réservation est désormais pour {{when}}.",
  "manage.done.resent": "Nous l’avons envoyé à nouveau. Cela peut prendre quelques minutes.",
  "manage.done.justSent":
    "Nous venons de l’envoyer. Regardez aussi dans les indésirables, et redemandez dans quelques minutes.",
  "manage.check": "Vérifiez ces informations",
  "manage.refusedFull_one": "Il n’en reste que {{count, number}} de libre. Votre réservation n’a pas changé.",
  "manage.refusedFull_other":
    "Il n’en reste que {{count, number}} de libres. Votre réservation n’a pas changé.",
  "manage.refusedNoneLeft": "Il n’y a plus rien de libre. Votre réservation n’a pas changé.",
  "manage.refusedMost": "Une réservation est limitée à {{most, number}}. Votre réservation n’a pas changé.",
  "manage.refusedPerson": "Cette adresse ne peut pas réserver davantage. Votre réservation n’a pas changé.",
  "manage.refusedCancelled":
    "Cette date a été annulée, rien de plus ne peut être réservé. Votre réservation est restée telle quelle.",
  "manage.refusedClosed":
    "Les réservations sont fermées : impossible d’en prendre davantage. Votre réservation n’a pas changé.",
  "manage.refusedPaused":
    "Les réservations sont en pause pour quelques minutes. La vôtre est en sécurité. Réessayez bientôt.",
  "manage.refusedState": "Cette réservation n’est plus active, rien n’a été modifié.",
  "manage.busyNow":
    "Beaucoup de personnes réservent en ce moment. Rien n’a été modifié. Réessayez dans quelques secondes.",
  "manage.unknown":
    "Nous ne savons pas encore si cela a abouti. Regardez votre réservation ici avant de réessayer.",
};
