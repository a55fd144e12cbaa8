import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.webhook.notice.headline": "{{organization}}: Ein Webhook wurde abgeschaltet",
  "admin.webhook.notice.stopped": "Reservo sendet nichts mehr an {{host}}.",
  "admin.webhook.notice.unaffected":
    "Buchungen sind nicht betroffen. Was passiert, solange er aus ist, wird nicht nachgesendet.",
  "admin.webhook.notice.seeAttempts": "Versuche ansehen",
  "admin.webhook.notice.seeAttemptsAt": "Versuche ansehen und Webhook wieder einschalten:",
  "admin.booking.warning.RESOURCE_CLOSED": "Obwohl die Online-Buchung geschlossen war.",
  "admin.booking.warning.NOT_OPEN_YET": "Obwohl die Buchung noch nicht geöffnet war.",
  "admin.booking.warning.BOOKING_CLOSED": "Obwohl die Frist abgelaufen war.",
  "admin.booking.warning.TOO_MANY_PER_BOOKING": "Mehr als die Höchstmenge pro Buchung.",
  "admin.booking.warning.TOO_MANY_PER_PERSON": "Mehr als die Höchstmenge pro Person.",
  "admin.booking.warning.HOLD_LIMIT": "Mehr, als ein Netzwerk reservieren darf.",
  "admin.booking.warning.RENEWAL_LIMIT": "Länger als üblich reserviert.",
};
