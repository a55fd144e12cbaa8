import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "embed.test": "Ceci est un test. Rien n’est réservé et rien n’est enregistré.",
  "embed.otherDates": "Autres dates",
  "embed.booked": "Votre réservation est faite",
  "embed.bookedTest": "Le test a abouti",
  "embed.mailed": "Une confirmation est en route vers {{email}}.",
  "embed.mailedTest":
    "Avec un vrai formulaire, vous auriez maintenant une réservation et une confirmation serait en route.",
  "embed.manage": "Gérer la réservation",
  "embed.reference": "Référence",
  "embed.name": "Nom",
  "embed.again": "Réserver encore",
  "embed.close": "Fermer",
  "embed.discard": "Abandonner votre saisie ?",
  "embed.robot":
    "Ce formulaire a été rempli comme seul un programme le fait. Rien n’a été réservé. Videz le champ à laisser vide et renvoyez-le.",
  "embed.leaveEmpty": "Laissez ce champ vide",
  "embed.tooManyForEmail":
    "Trop d’essais avec cette adresse. Rien n’a été réservé. Réessayez dans {{count, number}} s.",
  "embed.missing": "Ce formulaire n’est pas ici",
  "embed.missingLine": "L’événement a peut-être été retiré.",
  "embed.failed": "Nous n’avons pas pu afficher ce formulaire",
  "embed.failedLine":
    "Réessayez dans une minute. Si vous veniez de confirmer une réservation, l’e-mail de confirmation vous dit que c’est fait.",
  "embed.openPage": "Ouvrir la page de l’événement",
  "embed.calendar": "Ce que vous pouvez réserver",
  "embed.calendarEmpty": "Rien de prévu pour l’instant",
  "embed.calendarEmptyLine": "Les nouvelles dates paraissent ici.",
  "embed.bookingTitle": "Réserver : {{title}}",
  "embed.cancelledBooking": "Cette réservation est annulée",
};
