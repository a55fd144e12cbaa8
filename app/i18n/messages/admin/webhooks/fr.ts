import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.webhooks.line":
    "Notifications signées, envoyées dans l’ordre à votre application à chaque changement de réservation.",
  "admin.webhooks.new": "Nouveau webhook",
  "admin.webhooks.empty": "Aucun webhook pour l’instant",
  "admin.webhooks.emptyLine":
    "Un webhook prévient votre application quand une réservation est faite, modifiée ou annulée.",
  "admin.webhooks.address": "Adresse",
  "admin.webhooks.status": "Statut",
  "admin.webhooks.events": "Événements",
  "admin.webhooks.description": "Description",
  "admin.webhooks.allEvents": "Tous les événements",
  "admin.webhooks.someEvents": "{{count, number}} événements sur {{all, number}}",
  "admin.webhooks.state.off": "Désactivé",
  "admin.webhooks.state.turnedOff": "Désactivé automatiquement",
  "admin.webhooks.state.failing": "En échec",
  "admin.webhooks.state.active": "Actif",

  "admin.webhook.title": "Webhook",
  "admin.webhook.edit.title": "Modifier le webhook",
  "admin.webhook.conflict": "Quelqu’un d’autre a enregistré ce webhook après l’ouverture de ce formulaire",
  "admin.webhook.create": "Créer le webhook",
  "admin.webhook.urlHint":
    "Reservo y envoie du JSON par POST. L’adresse doit être en https et accessible publiquement.",
  "admin.webhook.event.booking.confirmed":
    "Une réservation est confirmée, directement ou à partir d’une réservation provisoire.",
  "admin.webhook.event.booking.held": "Une réservation provisoire est faite, pas encore confirmée.",
  "admin.webhook.event.booking.changed":
    "Le nombre de places change, ou une réservation provisoire est prolongée.",
  "admin.webhook.event.booking.cancelled": "Une réservation est annulée.",
  "admin.webhook.event.booking.expired": "Une réservation provisoire expire.",
  "admin.webhook.event.event.cancelled": "Un événement entier est annulé.",
  "admin.webhook.sends": "Envoie {{types}}",
  "admin.webhook.test": "Envoyer un test",
  "admin.webhook.edit": "Modifier",
  "admin.webhook.turnOff": "Désactiver",
  "admin.webhook.turnOn": "Réactiver",
  "admin.webhook.attempts": "Tentatives",
  "admin.webhook.waitingSoon_one": "{{count, number}} envoi en attente, il part dans un instant.",
  "admin.webhook.waitingSoon_other": "{{count, number}} envois en attente, le prochain part dans un instant.",
  "admin.webhook.waitingUntil_one": "{{count, number}} envoi en attente, prévu le {{time}}.",
  "admin.webhook.waitingUntil_other":
    "{{count, number}} envois en attente, le prochain est prévu le {{time}}.",
  "admin.webhook.noOlder": "Il n’y a pas de tentatives plus anciennes.",
  "admin.webhook.noAttempts": "Rien n’a encore été envoyé. Envoyez un test pour vérifier qu’il arrive.",
  "admin.webhook.newest": "Tentatives les plus récentes",
  "admin.webhook.older": "Tentatives plus anciennes",
  "admin.webhook.attempt.resent": "{{type}}, renvoyé",
  "admin.webhook.attempt.milliseconds": "{{count, number}} ms",
  "admin.webhook.attempt.seconds":
    "{{seconds, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} s",
  "admin.webhook.attempt.eventId": "Identifiant de l’événement",
  "admin.webhook.attempt.request": "Requête",
  "admin.webhook.attempt.response": "Réponse",
  "admin.webhook.attempt.noBody": "Aucun contenu.",
  "admin.webhook.attempt.resend": "Renvoyer",
  "admin.webhook.attempt.resendTest": "Renvoyer ce test",
  "admin.webhook.error.address-refused": "L’adresse mène à un réseau privé : rien n’a été envoyé",
  "admin.webhook.error.name-not-found": "Nom d’hôte introuvable",
  "admin.webhook.error.no-connection": "Pas de connexion",
  "admin.webhook.error.tls-failed": "Le certificat n’a pas été accepté",
  "admin.webhook.error.timed-out": "Pas de réponse en 5 secondes",
  "admin.webhook.error.closed": "La connexion a été fermée sans réponse",

  "admin.webhook.secret.title": "Secret de signature",
  "admin.webhook.secret.line":
    "Chaque message est signé avec ce secret : votre application peut ainsi vérifier qu’il vient de Reservo. Compatible avec toute bibliothèque Standard Webhooks.",
  "admin.webhook.secret.label": "Secret",
  "admin.webhook.secret.show": "Afficher le secret",
  "admin.webhook.secret.previousUntil": "Le secret précédent reste valable jusqu’au {{time}}.",
  "admin.webhook.secret.revokeNow": "Révoquer immédiatement le secret actuel",
  "admin.webhook.secret.revokeNowHint": "En cas de fuite. Sinon, les deux restent valables 24 heures.",
  "admin.webhook.secret.rotate": "Renouveler le secret",
  "admin.webhook.delete.title": "Suppression",
  "admin.webhook.delete.label": "Supprimer ce webhook et ses tentatives",
  "admin.webhook.delete.hint": "Les événements non envoyés sont abandonnés.",
  "admin.webhook.delete.button": "Supprimer le webhook",

  "admin.webhook.offSince": "Désactivé depuis le {{time}}",
  "admin.webhook.turnedOffOn": "Désactivé automatiquement le {{time}}",
  "admin.webhook.notSentLater":
    "Les événements survenus pendant la désactivation ne seront pas envoyés plus tard.",
  "admin.webhook.why.gone": "Le serveur a répondu 410 Gone.",
  "admin.webhook.why.failing": "Tous les envois ont échoué pendant trois jours.",
  "admin.webhook.testThenTurnOn": "Envoyez un test pour vérifier qu’il fonctionne, puis réactivez-le.",
  "admin.webhook.failingSince": "Tous les envois échouent depuis le {{time}}",
  "admin.webhook.failingLine":
    "Les envois échoués sont retentés pendant 24 heures. Après trois jours sans succès, le webhook est désactivé.",

  "admin.webhook.notice.headline": "{{organization}} : un webhook a été désactivé",
  "admin.webhook.notice.stopped": "Reservo n’envoie plus rien à {{host}}.",
  "admin.webhook.notice.unaffected":
    "Les réservations ne sont pas concernées. Les événements survenus pendant la désactivation ne seront pas envoyés plus tard.",
  "admin.webhook.notice.seeAttempts": "Voir les tentatives",
  "admin.webhook.notice.seeAttemptsAt": "Voir les tentatives et réactiver le webhook :",
};
