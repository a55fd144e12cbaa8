import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "problem.notFound.title": "Page introuvable",
  "problem.notFound.line": "L’adresse est peut-être erronée, ou la page a été supprimée.",
  "problem.removed.title": "Cet événement a été retiré",
  "problem.removed.line": "L’organisateur l’a retiré. Si vous aviez réservé, contactez-le.",
  "problem.linkExpired.title": "Ce lien n’est plus valable",
  "problem.linkExpired.line":
    "Il a expiré ou un lien plus récent l’a remplacé. Votre réservation n’a pas changé.",
  "problem.linkExpired.act": "M’envoyer un nouveau lien",
  "problem.linkUsed.title": "Ce lien a déjà servi",
  "problem.linkUsed.line": "Ce lien ne sert qu’une fois. Demandez-en un nouveau.",
  "problem.setUpLink.title": "Ouvrez le lien de configuration",
  "problem.setUpLink.line":
    "Reservo l’affiche dans le terminal à son démarrage. Copiez le plus récent en entier.",
  "problem.forbidden.title": "Vous n’avez pas accès à cette page",
  "problem.forbidden.line": "Demandez à un propriétaire, ou connectez-vous avec un autre compte.",
  "problem.accessCode.title": "Cet événement est privé",
  "problem.accessCode.line": "Saisissez votre code d’accès.",
  "problem.accessCode.code": "Code d’accès",
  "problem.accessCode.open": "Ouvrir l’événement",
  "problem.accessCode.wrong":
    "Ce n’est pas le code de cet événement. Vérifiez-le ou demandez à {{organisation}}.",
  "problem.accessCode.missing": "Saisissez le code d’accès.",
  "problem.malformedForm.title": "Nous n’avons pas pu lire ce formulaire",
  "problem.malformedForm.line":
    "Il n’est pas arrivé comme nos pages l’envoient, et rien n’a été modifié. Revenez en arrière, rechargez la page et réessayez.",
  "problem.unsupportedForm.title": "Ce n’est pas un formulaire",
  "problem.unsupportedForm.line":
    "Cette adresse n’accepte que ce qu’envoie un formulaire web. Rien n’a été modifié.",
  "problem.tooMany.title": "Trop de tentatives depuis votre réseau",
  "problem.tooMany.line_one": "Réessayez dans {{count, number}} seconde.",
  "problem.tooMany.line_other": "Réessayez dans {{count, number}} secondes.",
  "problem.unavailable.title": "Reservo est momentanément indisponible",
  "problem.unavailable.line": "Les réservations existantes sont en sécurité. Réessayez dans une minute.",
  "problem.failed.title": "Cette page ne peut pas être affichée",
  "problem.failed.line":
    "Réessayez dans une minute. Si vous veniez d’envoyer quelque chose, c’est peut-être enregistré : vérifiez avant de l’envoyer de nouveau. Si vous veniez de réserver, cherchez l’e-mail de confirmation.",
  "problem.failed.id": "Si le problème persiste, donnez ce numéro à l’organisateur :",
  "problem.failed.copy": "Copier",
  "problem.failed.copied": "Copié",
  "problem.home": "Aller à l’accueil",
  "problem.again": "Réessayer",
};
