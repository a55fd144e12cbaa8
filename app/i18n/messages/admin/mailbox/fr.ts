import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.mailbox.title": "Boîte d’envoi",
  "admin.mailbox.line":
    "Aucun serveur de messagerie n’est configuré (SMTP_URL) : les e-mails sont conservés ici au lieu d’être envoyés.",
  "admin.mailbox.empty": "Aucun e-mail pour l’instant",
  "admin.mailbox.emptyLine": "Les confirmations de réservation apparaîtront ici.",
  "admin.mailbox.table": "E-mails",
  "admin.mailbox.subject": "Objet",
  "admin.mailbox.to": "À",
  "admin.mailbox.sent": "Envoyé",
  "admin.mailbox.toAddress": "À {{address}}",
  "admin.mailbox.all": "Tous les e-mails",
  "admin.mailbox.email": "E-mail",
};
