import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.mailbox.title": "Bandeja de salida",
  "admin.mailbox.line":
    "No hay ningún servidor de correo configurado (SMTP_URL): los correos se conservan aquí en lugar de enviarse.",
  "admin.mailbox.empty": "Aún no hay correos",
  "admin.mailbox.emptyLine": "Las confirmaciones de reserva aparecerán aquí.",
  "admin.mailbox.table": "Correos",
  "admin.mailbox.subject": "Asunto",
  "admin.mailbox.to": "Para",
  "admin.mailbox.sent": "Enviado",
  "admin.mailbox.toAddress": "Para {{address}}",
  "admin.mailbox.all": "Todos los correos",
  "admin.mailbox.email": "Correo",
};
