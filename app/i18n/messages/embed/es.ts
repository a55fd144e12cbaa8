import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "embed.test": "Esto es una prueba. No se reserva ni se guarda nada.",
  "embed.otherDates": "Otras fechas",
  "embed.booked": "Reserva confirmada",
  "embed.bookedTest": "Prueba completada",
  "embed.mailed": "La confirmación va en camino a {{email}}.",
  "embed.mailedTest": "Con el formulario real ya tendría su reserva, y la confirmación estaría en camino.",
  "embed.manage": "Gestionar la reserva",
  "embed.reference": "Referencia",
  "embed.name": "Nombre",
  "embed.again": "Reservar otra vez",
  "embed.close": "Cerrar",
  "embed.discard": "¿Descartar sus datos?",
  "embed.robot":
    "Parece un envío automático, así que no se ha reservado nada. Vacíe el campo «Deje este campo vacío» e inténtelo de nuevo.",
  "embed.leaveEmpty": "Deje este campo vacío",
  "embed.tooManyForEmail":
    "Demasiados intentos con este correo. No se ha reservado nada. Inténtelo de nuevo en {{count, number}} s.",
  "embed.missing": "Este formulario de reserva no está disponible",
  "embed.missingLine": "Puede que el organizador haya retirado el evento.",
  "embed.failed": "No hemos podido mostrar este formulario",
  "embed.failedLine":
    "Inténtelo de nuevo en un minuto. Si acababa de confirmar una reserva, compruebe antes si ha llegado el correo de confirmación.",
  "embed.openPage": "Abrir la página del evento",
  "embed.calendar": "Próximos eventos",
  "embed.calendarEmpty": "Ahora no hay nada previsto",
  "embed.calendarEmptyLine": "Las nuevas fechas aparecerán aquí.",
  "embed.bookingTitle": "Reservar: {{title}}",
  "embed.cancelledBooking": "Esta reserva está cancelada",
};
