import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.webhook.notice.headline": "{{organization}}: se ha desactivado un webhook",
  "admin.webhook.notice.stopped": "Reservo ya no envía nada a {{host}}.",
  "admin.webhook.notice.unaffected":
    "Las reservas no se ven afectadas. Lo que ocurra mientras está desactivado no se envía después.",
  "admin.webhook.notice.seeAttempts": "Ver los intentos",
  "admin.webhook.notice.seeAttemptsAt": "Ver los intentos y reactivar el webhook:",
  "admin.booking.warning.RESOURCE_CLOSED": "Pese a estar cerradas las reservas en línea.",
  "admin.booking.warning.NOT_OPEN_YET": "Antes de abrirse las reservas.",
  "admin.booking.warning.BOOKING_CLOSED": "Fuera de plazo.",
  "admin.booking.warning.TOO_MANY_PER_BOOKING": "Por encima del máximo por reserva.",
  "admin.booking.warning.TOO_MANY_PER_PERSON": "Por encima del máximo por persona.",
  "admin.booking.warning.HOLD_LIMIT": "Más de lo que una red puede retener.",
  "admin.booking.warning.RENEWAL_LIMIT": "Plazas retenidas más tiempo de lo habitual.",
};
