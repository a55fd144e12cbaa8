import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "embed.test": "Esto es una prueba. No se reserva ni se guarda nada.",
  "embed.otherDates": "Otras fechas",
  "embed.booked": "Su reserva está hecha",
  "embed.bookedTest": "La prueba ha funcionado",
  "embed.mailed": "La confirmación va de camino a {{email}}.",
  "embed.mailedTest": "Con un formulario real ya tendría su reserva, y la confirmación estaría de camino.",
  "embed.manage": "Gestionar la reserva",
  "embed.reference": "Referencia",
  "embed.name": "Nombre",
  "embed.again": "Reservar otra vez",
  "embed.close": "Cerrar",
  "embed.discard": "¿Descartar lo escrito?",
  "embed.robot":
    "Este formulario se ha rellenado como solo lo hace un programa. No se ha reservado nada. Vacíe el campo que debe quedar vacío y envíelo otra vez.",
  "embed.leaveEmpty": "Deje este campo vacío",
  "embed.tooManyForEmail":
    "Demasiados intentos con este correo. No se ha reservado nada. Inténtelo de nuevo en {{count, number}} s.",
  "embed.missing": "Este formulario no está aquí",
  "embed.missingLine": "Puede que el evento se haya retirado.",
  "embed.failed": "No hemos podido mostrar este formulario",
  "embed.failedLine":
    "Inténtelo de nuevo en un minuto. Si acababa de confirmar una reserva, el correo de confirmación le indica que se ha hecho.",
  "embed.openPage": "Abrir la página del evento",
  "embed.calendar": "Lo que puede reservar",
  "embed.calendarEmpty": "Ahora no hay nada previsto",
  "embed.calendarEmptyLine": "Las nuevas fechas aparecen aquí.",
  "embed.bookingTitle": "Reservar: {{title}}",
  "embed.cancelledBooking": "Esta reserva está cancelada",
};
