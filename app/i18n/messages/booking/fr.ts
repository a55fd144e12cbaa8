import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "booking.title": "Réserver {{seats}}",
  "booking.pageTitle": "Vos coordonnées · {{title}}",
  "booking.pageDescription": "Réserver {{title}}.",
  "booking.what": "Ce que vous réservez",
  "booking.change": "Modifier",
  "booking.changeDate": "Choisir une autre date",
  "booking.seeEvent": "Voir l’événement",
  "booking.details": "Vos coordonnées",
  "booking.check": "Vérifiez ces informations",
  "booking.name": "Nom",
  "booking.email": "E-mail",
  "booking.email.hint":
    "Nous enverrons la confirmation à cette adresse, avec un lien pour modifier ou annuler la réservation.",
  "booking.email.didYouMean": "Vouliez-vous dire {address} ?",
  "booking.confirm": "Confirmer la réservation",
  "booking.confirmMany": "Confirmer {{seats}}",
  "booking.confirming": "Confirmation…",
  "booking.working": "Un instant…",
  "booking.stillWorking": "Encore un instant. Ne fermez pas cette page.",
  "booking.holding": "Nous gardons {{seats}} pour vous jusqu’à {{time}}",
  "booking.timeLeft": "Temps restant",
  "booking.minutesLeft_one": "Il reste {{count, number}} minute pour confirmer.",
  "booking.minutesLeft_other": "Il reste {{count, number}} minutes pour confirmer.",
  "booking.giveMore_one": "Prolonger de {{count, number}} minute",
  "booking.giveMore_other": "Prolonger de {{count, number}} minutes",
  "booking.extended_one": "Vous avez {{count, number}} minute de plus.",
  "booking.extended_other": "Vous avez {{count, number}} minutes de plus.",
  "booking.changeSeats": "Modifier le nombre",
  "booking.detailsKept": "Vos informations sont toujours là.",
  "booking.stillFree_one":
    "Votre réservation provisoire a expiré à {{time}}. Toujours disponible : {{seats}}.",
  "booking.stillFree_other":
    "Votre réservation provisoire a expiré à {{time}}. Toujours disponible : {{seats}}.",
  "booking.holdAgain_one": "Réserver de nouveau",
  "booking.holdAgain_other": "Réserver de nouveau",
  "booking.fewerFree_one":
    "Votre réservation provisoire a expiré à {{time}}, et il n’en reste que {{count, number}}.",
  "booking.fewerFree_other":
    "Votre réservation provisoire a expiré à {{time}}, et il n’en reste que {{count, number}}.",
  "booking.take": "Prendre {{count, number}}",
  "booking.gone": "Votre réservation provisoire a expiré à {{time}}, et quelqu’un d’autre a réservé depuis.",
  "booking.nothingBooked": "Rien n’a été réservé pour vous.",
  "booking.otherDates": "Ces dates ont encore de la place",
  "booking.noOtherDates": "Aucune autre date n’a de place.",
  "booking.guests": "Noms des autres participants",
  "booking.guestName": "Nom du participant {{number}}",
  "booking.guest": "Participant {{number}}",
  "booking.you": "Vous",
  "booking.optional": "(facultatif)",
  "booking.chooseOne": "Choisissez",
  "booking.seeBooking": "Retrouver ma réservation",
  "booking.bookMore": "Réserver davantage",
  "booking.alreadyBooked_one":
    "Vous avez déjà réservé {{seats}}. Le lien est dans votre e-mail de confirmation.",
  "booking.alreadyBooked_other":
    "Vous avez déjà réservé {{seats}}. Le lien est dans votre e-mail de confirmation.",
  "booking.untrusted":
    "Nous n’avons pas pu vérifier ce formulaire. Rien n’a été réservé. Veuillez confirmer à nouveau.",
  "booking.tooOld":
    "Cette page est restée longtemps ouverte. Rien n’a encore été réservé. Vérifiez vos informations et confirmez à nouveau.",
  "booking.tooManyTries_one":
    "Trop de tentatives depuis votre réseau. Rien n’a été réservé. Réessayez dans {{count, number}} seconde.",
  "booking.tooManyTries_other":
    "Trop de tentatives depuis votre réseau. Rien n’a été réservé. Réessayez dans {{count, number}} secondes.",
  "booking.tooManyBookings_one":
    "Depuis votre connexion Internet, 60 réservations ont été faites ici en une heure. Rien n’a été réservé pour vous. Réessayez dans {{count, number}} minute, utilisez une autre connexion ou demandez à l’organisateur.",
  "booking.tooManyBookings_other":
    "Depuis votre connexion Internet, 60 réservations ont été faites ici en une heure. Rien n’a été réservé pour vous. Réessayez dans {{count, number}} minutes, utilisez une autre connexion ou demandez à l’organisateur.",
  "booking.tryNow": "Réessayez maintenant.",
  "booking.busy_one":
    "Beaucoup de monde réserve en ce moment. Rien n’a encore été réservé. Nouvel essai dans {{count, number}} seconde.",
  "booking.busy_other":
    "Beaucoup de monde réserve en ce moment. Rien n’a encore été réservé. Nouvel essai dans {{count, number}} secondes.",
  "booking.unknown": "Nous ne savons pas encore si la réservation est passée.",
  "booking.unknown.line": "Vérifier ne créera pas de seconde réservation.",
  "booking.checkIt": "Vérifier",
  "booking.onlyLeft_one": "Il n’en reste que {{count, number}}, nous avons donc choisi {{count, number}}.",
  "booking.onlyLeft_other": "Il n’en reste que {{count, number}}, nous avons donc choisi {{count, number}}.",
  "booking.lessLeft_one":
    "Vous vouliez {{seats}}, et il n’en reste que {{count, number}}. Rien n’a été réservé pour vous.",
  "booking.lessLeft_other":
    "Vous vouliez {{seats}}, et il n’en reste que {{count, number}}. Rien n’a été réservé pour vous.",
  "booking.lost.seat_one": "Quelqu’un vient de réserver la dernière place. Rien n’a été réservé pour vous.",
  "booking.lost.seat_other":
    "Quelqu’un vient de réserver les dernières places. Rien n’a été réservé pour vous.",
  "booking.lost.place_one": "Quelqu’un vient de réserver la dernière place. Rien n’a été réservé pour vous.",
  "booking.lost.place_other":
    "Quelqu’un vient de réserver les dernières places. Rien n’a été réservé pour vous.",
  "booking.lost.ticket_one": "Quelqu’un vient de réserver le dernier billet. Rien n’a été réservé pour vous.",
  "booking.lost.ticket_other":
    "Quelqu’un vient de réserver les derniers billets. Rien n’a été réservé pour vous.",
  "booking.lost.table_one": "Quelqu’un vient de réserver la dernière table. Rien n’a été réservé pour vous.",
  "booking.lost.table_other":
    "Quelqu’un vient de réserver les dernières tables. Rien n’a été réservé pour vous.",
  "booking.refused.maintenance":
    "Les réservations sont suspendues quelques minutes. Les réservations existantes sont conservées. Rien n’a été réservé pour vous.",
  "booking.refused.cancelled": "Cette date a été annulée. Rien n’a été réservé pour vous.",
  "booking.refused.closed": "Les réservations sont fermées. Rien n’a été réservé pour vous.",
  "booking.refused.notOpen": "Les réservations ne sont pas encore ouvertes. Rien n’a été réservé pour vous.",
  "booking.refused.over": "Les réservations sont closes. Rien n’a été réservé pour vous.",
  "booking.refused.most": "Vous pouvez réserver au plus {{most}} à la fois. Rien n’a été réservé pour vous.",
  "booking.refused.person":
    "Vous ne pouvez pas réserver davantage avec cette adresse e-mail. Nous y avons envoyé la liste de ses réservations.",
  "booking.refused.holdLimit":
    "Trop de places sont réservées depuis votre réseau en ce moment. Réessayez dans quelques minutes. Rien n’a été réservé pour vous.",
  "booking.refused.renewalLimit":
    "Les places ne peuvent être réservées de nouveau que trois fois par heure. Rien n’a été réservé. Vous pouvez réserver quand même : complétez vos coordonnées et confirmez.",
  "booking.notHeld": "Rien n’est réservé tant que vous n’avez pas confirmé.",
  "booking.bookUnheld":
    "Une nouvelle réservation provisoire n’est pas possible pour le moment. Complétez vos coordonnées et confirmez pour réserver aussitôt.",
  "booking.withoutHold": "Continuer sans réservation provisoire",
  "booking.refused.expired": "Votre réservation provisoire a expiré. Rien n’a été réservé pour vous.",
  "booking.refused.state": "Ce n’est plus modifiable. Rien n’a été réservé pour vous.",
  "booking.refused.other": "Ce n’était pas possible. Rien n’a été réservé pour vous.",
  "booking.error.session": "Choisissez une date.",
  "booking.error.seats": "Choisissez combien en réserver.",
  "booking.error.wholeSeats": "Saisissez un nombre entier.",
  "booking.error.oneSeat": "Réservez au moins 1 place.",
  "booking.error.manySeats": "C’est plus que ce que vous pouvez réserver en une fois.",
  "booking.error.name": "Saisissez votre nom.",
  "booking.error.guestName": "Saisissez le nom de ce participant.",
  "booking.error.longName": "120 caractères au maximum.",
  "booking.error.nameAddress": "Saisissez un nom. Il ne doit pas ressembler à une adresse web.",
  "booking.error.long": "C’est trop long.",
  "booking.error.character": "Ce texte contient un caractère que nous ne pouvons pas enregistrer.",
  "booking.error.noEmail": "Saisissez votre adresse e-mail pour recevoir votre réservation.",
  "booking.error.longEmail": "L’adresse e-mail est trop longue.",
  "booking.error.emailAt": "Il manque le @ dans l’adresse e-mail.",
  "booking.error.emailSpace": "L’adresse e-mail contient une espace.",
  "booking.error.email": "L’adresse e-mail est incomplète.",
  "booking.error.answer": "Répondez à cette question.",
  "booking.error.choose": "Choisissez une réponse.",
  "booking.error.ofQuestion": "« {{question}} » : {{message}}",
  "booking.error.ofGuest": "Participant {{number}} : {{message}}",
  "booking.error.ofGuestsQuestion": "Participant {{number}}, « {{question}} » : {{message}}",
  "booking.error.consent": "Cochez cette case pour continuer.",
  "booking.error.number": "Saisissez un nombre, par exemple 1 000 ou 2,5.",
  "booking.error.phone": "Saisissez un numéro de téléphone, par exemple +33 1 70 36 39 50.",
  "booking.error.date": "Saisissez une date valide, par exemple 14/03/2027.",
  "booking.error.year": "Saisissez une année entre 1900 et 2200.",
};
