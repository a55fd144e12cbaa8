import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.webhook.notice.headline": "{{organization}}: se ha desactivado un webhook",
  "admin.webhook.notice.stopped": "Reservo ya no envía nada a {{host}}.",
  "admin.webhook.notice.unaffected":
    "Las reservas no se ven afectadas. Lo que ocurra mientras está desactivado no se envía después.",
  "admin.webhook.notice.seeAttempts": "Ver los intentos",
  "admin.webhook.notice.seeAttemptsAt": "Ver los intentos y reactivar el webhook:",
};
