import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.webhook.notice.headline": "{{organization}}: Ein Webhook wurde abgeschaltet",
  "admin.webhook.notice.stopped": "Reservo sendet nichts mehr an {{host}}.",
  "admin.webhook.notice.unaffected":
    "Buchungen sind nicht betroffen. Was passiert, solange er aus ist, wird nicht nachgesendet.",
  "admin.webhook.notice.seeAttempts": "Versuche ansehen",
  "admin.webhook.notice.seeAttemptsAt": "Versuche ansehen und Webhook wieder einschalten:",
};
