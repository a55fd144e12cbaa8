import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.webhook.notice.headline": "{{organization}} : un webhook a été désactivé",
  "admin.webhook.notice.stopped": "Reservo n’envoie plus rien à {{host}}.",
  "admin.webhook.notice.unaffected":
    "Les réservations ne sont pas concernées. Les événements survenus pendant la désactivation ne seront pas envoyés plus tard.",
  "admin.webhook.notice.seeAttempts": "Voir les tentatives",
  "admin.webhook.notice.seeAttemptsAt": "Voir les tentatives et réactiver le webhook :",
};
