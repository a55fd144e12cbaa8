import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.mailbox.title": "Postausgang",
  "admin.mailbox.line":
    "Es ist kein Mailserver eingerichtet (SMTP_URL). E-Mails werden deshalb hier aufbewahrt und nicht versendet.",
  "admin.mailbox.empty": "Noch keine E-Mails",
  "admin.mailbox.emptyLine": "Buchungsbestätigungen erscheinen hier.",
  "admin.mailbox.table": "E-Mails",
  "admin.mailbox.subject": "Betreff",
  "admin.mailbox.to": "An",
  "admin.mailbox.sent": "Gesendet",
  "admin.mailbox.toAddress": "An {{address}}",
  "admin.mailbox.all": "Alle E-Mails",
  "admin.mailbox.email": "E-Mail",
};
