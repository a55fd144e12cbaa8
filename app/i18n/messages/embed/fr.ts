import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "embed.test": "Ceci est un test. Rien n’est réservé et rien n’est enregistré.",
  "embed.otherDates": "Autres dates",
  "embed.booked": "Réservation confirmée",
  "embed.bookedTest": "Test terminé",
  "embed.mailed": "Une confirmation est en route vers {{email}}.",
  "embed.mailedTest":
    "Avec le vrai formulaire, votre réservation serait confirmée et un e-mail serait en route.",
  "embed.manage": "Gérer la réservation",
  "embed.reference": "Référence",
  "embed.name": "Nom",
  "embed.again": "Réserver encore",
  "embed.close": "Fermer",
  "embed.discard": "Abandonner votre saisie ?",
  "embed.robot":
    "Cela ressemble à un envoi automatique : rien n’a été réservé. Videz le champ « Laissez ce champ vide » et réessayez.",
  "embed.leaveEmpty": "Laissez ce champ vide",
  "embed.tooManyForEmail":
    "Trop de tentatives avec cette adresse e-mail. Rien n’a été réservé. Réessayez dans {{count, number}} s.",
  "embed.missing": "Ce formulaire de réservation n’est pas disponible",
  "embed.missingLine": "L’organisateur a peut-être retiré l’événement.",
  "embed.failed": "Nous n’avons pas pu afficher ce formulaire",
  "embed.failedLine":
    "Réessayez dans une minute. Si vous veniez de confirmer une réservation, vérifiez d’abord si l’e-mail de confirmation est arrivé.",
  "embed.openPage": "Ouvrir la page de l’événement",
  "embed.calendar": "Événements à venir",
  "embed.calendarEmpty": "Rien de prévu pour l’instant",
  "embed.calendarEmptyLine": "Les nouvelles dates s’afficheront ici.",
  "embed.bookingTitle": "Réserver : {{title}}",
  "embed.cancelledBooking": "Cette réservation est annulée",
};
