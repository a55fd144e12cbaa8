import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.problem.busy":
    "Reservo est très sollicité : l’opération n’a pas été effectuée. Réessayez dans un instant.",
  "admin.problem.unknownOutcome":
    "Nous ne savons pas encore si l’opération a abouti. Vérifiez avant de réessayer.",
  "admin.problem.refusal.MAINTENANCE_MODE":
    "Les réservations sont suspendues quelques minutes. Les réservations existantes sont conservées.",
  "admin.problem.refusal.RESOURCE_CANCELLED": "Cette date est annulée.",
  "admin.problem.refusal.RESOURCE_CLOSED": "Les réservations sont fermées.",
  "admin.problem.refusal.NOT_OPEN_YET": "Les réservations ne sont pas encore ouvertes.",
  "admin.problem.refusal.BOOKING_CLOSED": "Les réservations sont closes.",
  "admin.problem.refusal.TOO_MANY_PER_BOOKING": "C’est plus qu’une réservation ne peut compter.",
  "admin.problem.refusal.TOO_MANY_PER_PERSON": "Cette adresse ne peut pas réserver davantage ici.",
  "admin.problem.refusal.HOLD_LIMIT": "Trop de places sont en cours de réservation depuis votre réseau.",
  "admin.problem.refusal.RENEWAL_LIMIT":
    "Ces réservations provisoires ont été renouvelées trois fois en une heure. Réessayez plus tard.",
  "admin.problem.refusal.RESOURCE_FULL": "Il ne reste pas assez de places.",
  "admin.problem.refusal.HOLD_EXPIRED": "La réservation provisoire a expiré.",
  "admin.problem.refusal.INVALID_STATE": "Cette réservation n’est plus active : rien n’a été modifié.",
  "admin.problem.refusal.CAPACITY_BELOW_BOOKED": "Davantage de places sont déjà réservées.",
  "admin.problem.refusal.RESOURCE_NOT_FOUND": "Cette date n’existe plus.",
  "admin.problem.refusal.BOOKING_NOT_FOUND": "Cette réservation n’existe plus.",
  "admin.problem.refusal.RESOURCE_ALREADY_EXISTS": "Cette date existe déjà.",
  "admin.problem.refusal.IDEMPOTENCY_KEY_REUSED":
    "Ce formulaire a déjà été envoyé avec d’autres informations. Rechargez la page et réessayez.",
  "admin.problem.refusal.EVENT_STATE": "Cet événement a été modifié entre-temps : ce n’est plus possible.",
  "admin.problem.refusal.EVENT_CHANGED":
    "Quelqu’un a enregistré cet événement entre-temps. Rechargez la page et réessayez.",
  "admin.problem.refusal.EVENT_SAVING":
    "L’enregistrement des dates de cet événement est en cours. Patientez, ou arrêtez-le sur la page de l’événement.",
  "admin.problem.refusal.TWO_FACTOR_CHANGED":
    "La double authentification a été modifiée entre-temps. Vérifiez la page.",
  "admin.problem.refusal.FORM_REUSED":
    "Ce formulaire a déjà été envoyé avec d’autres informations. Ce que vous voyez ici n’est pas enregistré. Vérifiez ce qui l’a été, puis renvoyez-le si besoin.",
  "admin.problem.refusal.DATE_NOT_FOUND": "Cette date a été retirée.",
  "admin.problem.refusal.DATE_BOOKED": "Cette date a des réservations. Annulez-la plutôt.",
  "admin.problem.refusal.DATE_ENDED": "Cette date est passée et ne peut plus être annulée.",
  "admin.problem.refusal.LAST_DATE": "C’est la seule date de l’événement. Ajoutez-en d’abord une autre.",
  "admin.problem.refusal.EMBED_NOT_FOUND": "Cette intégration n’existe plus.",
  "admin.problem.refusal.TOO_MANY_EMBEDS":
    "Cet événement a atteint le nombre maximal d’intégrations. Supprimez-en une d’abord.",
  "admin.problem.refusal.KEY_NOT_ACTIVE": "Cette clé a été révoquée ou a expiré.",
  "admin.problem.refusal.INVALID_ORIGINS": "L’une des origines n’est pas valide, ou il y en a trop.",
  "admin.problem.refusal.TOO_MANY_WEBHOOKS":
    "Vous avez atteint le nombre maximal de webhooks. Supprimez-en un d’abord.",
  "admin.problem.refusal.WEBHOOK_NOT_FOUND": "Ce webhook n’existe plus.",
  "admin.problem.refusal.DELIVERY_NOT_FOUND": "Cet événement n’a jamais été envoyé à ce webhook.",
  "admin.problem.refusal.MEMBER_NOT_FOUND": "Cette personne n’est plus membre.",
  "admin.problem.refusal.MEMBER_CHANGED":
    "Quelqu’un a modifié entre-temps les rôles de ce membre. Vérifiez-les et réessayez.",
  "admin.problem.refusal.TEAM_FORBIDDEN": "Votre rôle ne le permet plus.",
  "admin.problem.refusal.OWNERS_ONLY":
    "Seuls les propriétaires peuvent nommer, modifier et retirer des propriétaires.",
  "admin.problem.refusal.OWN_ROLE":
    "Vous ne pouvez pas modifier votre propre rôle. Adressez-vous à un autre propriétaire ou administrateur.",
  "admin.problem.refusal.LAST_OWNER":
    "Une organisation a besoin d’un propriétaire. Nommez d’abord quelqu’un d’autre.",
  "admin.problem.refusal.ALREADY_MEMBER":
    "Cette personne est déjà membre. Modifiez son rôle sur la page de l’équipe.",
  "admin.problem.refusal.EVENT_NOT_FOUND": "Ces événements ont été supprimés. Choisissez-en d’autres.",
  "admin.problem.refusal.TOO_MANY_INVITATIONS":
    "Il y a déjà 50 invitations en attente. Révoquez-en une d’abord.",
  "admin.problem.refusal.INVITATION_MAIL_LIMIT":
    "Votre organisation a envoyé 20 invitations en une heure. Réessayez plus tard ou transmettez un lien.",
  "admin.problem.refusal.INVITATION_NOT_FOUND": "Cette invitation a été acceptée ou révoquée.",
};
