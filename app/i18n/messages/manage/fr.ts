import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "manage.title": "Gérer votre réservation",
  "manage.description": "Voir, modifier ou annuler votre réservation.",
  "manage.people": "Noms",
  "manage.yourName": "Votre nom",
  "manage.notComing": "Ce participant ne peut pas venir : libérer sa place",
  "manage.save": "Enregistrer",
  "manage.busy": "Un instant…",
  "manage.seatsHint": "Vous avez {{seats}}. Maximum possible : {{most, number}}.",
  "manage.changeNumber": "Modifier le nombre",
  "manage.move": "Changer de date",
  "manage.moveLine": "Votre réservation change de date ; vos places actuelles seront libérées ({{seats}}).",
  "manage.moveButton": "Changer de date",
  "manage.resend": "Renvoyer la confirmation",
  "manage.confirmationPage": "Voir le billet",
  "manage.noMoreSeats": "Vous avez {{seats}}. Rien de plus n’est disponible pour le moment.",
  "manage.noOtherDate":
    "Aucune autre date n’a assez de place pour votre réservation ({{seats}}) en ce moment.",
  "manage.part.cancel": "Annuler",
  "manage.lostTickets":
    "Vos billets ne seront plus valables. Cette action est définitive, mais vous pourrez réserver de nouveau s’il reste de la place.",
  "manage.whoGoes_one":
    "Qui ne peut pas venir ? Choisissez {{count, number}} participant pour libérer une place.",
  "manage.whoGoes_other":
    "Qui ne peut pas venir ? Choisissez {{count, number}} participants pour libérer leurs places.",
  "manage.tellUs": "{{seats}}. Informations du participant {{number, number}} :",
  "manage.tellUsToo": "Informations du participant {{number, number}} :",
  "manage.release": "Libérer les places",
  "manage.cancelLine": "Vos places seront libérées immédiatement. Vous pouvez annuler jusqu’au {{until}}.",
  "manage.cancel": "Annuler la réservation",
  "manage.cancelling": "Annulation…",
  "manage.keep": "Conserver la réservation",
  "manage.cancelledTitle": "Votre réservation est annulée",
  "manage.cancelledLine": "De nouveau disponible : {{seats}}. Merci de nous avoir prévenus.",
  "manage.tooLateTitle": "Il est trop tard pour modifier en ligne",
  "manage.tooLateLine": "Vous pouviez modifier ou annuler jusqu’au {{until}}.",
  "manage.contact": "Écrire à l’organisateur",
  "manage.history": "Historique",
  "manage.wasConfirmed": "Réservé : {{seats}}, {{when}}",
  "manage.wasChanged": "Modifié : {{seats}}, {{when}}",
  "manage.wasChangedByOrganiser": "Modifié par l’organisateur : {{seats}}, {{when}}",
  "manage.wasCancelled": "Annulé",
  "manage.wasCancelledByOrganiser": "Annulé par l’organisateur",
  "manage.done.people": "Modifications enregistrées.",
  "manage.done.seats": "Votre réservation est désormais pour {{seats}}.",
  "manage.done.move": "Votre réservation est désormais pour {{when}}.",
  "manage.done.resent": "Nous l’avons renvoyée. Cela peut prendre quelques minutes.",
  "manage.done.justSent":
    "Nous venons de l’envoyer. Regardez aussi dans les indésirables, et redemandez dans quelques minutes.",
  "manage.check": "Vérifiez ces informations",
  "manage.refusedFull_one": "Il n’en reste que {{count, number}}. Votre réservation n’a pas changé.",
  "manage.refusedFull_other": "Il n’en reste que {{count, number}}. Votre réservation n’a pas changé.",
  "manage.refusedNoneLeft": "Il n’y a plus de place à cette date. Votre réservation n’a pas changé.",
  "manage.refusedMost": "Une réservation est limitée à {{most, number}}. Votre réservation n’a pas changé.",
  "manage.refusedPerson": "Cette adresse ne peut pas réserver davantage. Votre réservation n’a pas changé.",
  "manage.refusedCancelled":
    "Cette date a été annulée : impossible d’ajouter des places. Votre réservation n’a pas changé.",
  "manage.refusedClosed":
    "Les réservations sont fermées : impossible d’ajouter des places. Votre réservation n’a pas changé.",
  "manage.refusedPaused":
    "Les réservations sont en pause pour quelques minutes. La vôtre est en sécurité. Réessayez bientôt.",
  "manage.refusedState": "Cette réservation n’est plus active, rien n’a été modifié.",
  "manage.busyNow":
    "Beaucoup de personnes réservent en ce moment. Rien n’a été modifié. Réessayez dans quelques secondes.",
  "manage.unknown":
    "Nous ne savons pas encore si cela a abouti. Regardez votre réservation ici avant de réessayer.",
};
