import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.problem.malformedForm.title": "Nous n’avons pas pu lire ce formulaire",
  "admin.problem.malformedForm.line":
    "Il n’est pas arrivé comme nos pages l’envoient : rien n’a été modifié. Revenez en arrière, rechargez la page et réessayez.",
  "admin.problem.forbidden.title": "Vous n’avez pas accès à cette page",
  "admin.problem.forbidden.line":
    "Votre compte ne permet pas de la voir. Demandez à un propriétaire ou connectez-vous avec un autre compte.",
  "admin.problem.notFound.title": "Page introuvable",
  "admin.problem.notFound.line": "L’adresse est peut-être erronée, ou la page a été retirée.",
  "admin.problem.unexpected.title": "Cette page ne peut pas être affichée",
  "admin.problem.unexpected.line":
    "Réessayez dans une minute. Si vous veniez d’enregistrer quelque chose, vérifiez que c’est bien fait avant de recommencer.",
  "admin.problem.home": "Aller à l’accueil",
};
