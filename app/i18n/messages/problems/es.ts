import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "problem.notFound.title": "Página no encontrada",
  "problem.notFound.line": "Puede que la dirección sea incorrecta o que la página se haya eliminado.",
  "problem.removed.title": "Este evento se ha retirado",
  "problem.removed.line": "El organizador lo ha retirado. Si ya había reservado, contacte con él.",
  "problem.linkExpired.title": "Este enlace ya no sirve",
  "problem.linkExpired.line": "Ha caducado o lo ha sustituido uno más reciente. Su reserva no ha cambiado.",
  "problem.linkExpired.act": "Enviarme un enlace nuevo",
  "problem.linkUsed.title": "Este enlace ya se ha usado",
  "problem.linkUsed.line": "Este enlace solo funciona una vez. Pida uno nuevo.",
  "problem.setUpLink.title": "Abra el enlace de configuración",
  "problem.setUpLink.line": "Reservo lo muestra en el terminal al iniciarse. Copie entero el más reciente.",
  "problem.forbidden.title": "No tiene acceso a esta página",
  "problem.forbidden.line": "Pregunte a un propietario o inicie sesión con otra cuenta.",
  "problem.malformedForm.title": "No hemos podido leer ese formulario",
  "problem.malformedForm.line":
    "No ha llegado como lo envían nuestras páginas y no se ha cambiado nada. Vuelva atrás, recargue la página e inténtelo de nuevo.",
  "problem.unsupportedForm.title": "Eso no es un formulario",
  "problem.unsupportedForm.line":
    "Esta dirección solo acepta lo que envía un formulario web. No se ha cambiado nada.",
  "problem.tooMany.title": "Demasiados intentos desde su red",
  "problem.tooMany.line_one": "Vuelva a intentarlo en {{count, number}} segundo.",
  "problem.tooMany.line_other": "Vuelva a intentarlo en {{count, number}} segundos.",
  "problem.unavailable.title": "Reservo no está disponible en este momento",
  "problem.unavailable.line": "Las reservas existentes están a salvo. Vuelva a intentarlo en un minuto.",
  "problem.failed.title": "No hemos podido mostrar esta página",
  "problem.failed.line":
    "Vuelva a intentarlo en un minuto. Si acababa de enviar algo, puede que se haya guardado: compruébelo antes de enviarlo de nuevo. Si acababa de reservar, busque el correo de confirmación.",
  "problem.failed.id": "Si el problema continúa, dé este número al organizador:",
  "problem.failed.copy": "Copiar",
  "problem.failed.copied": "Copiado",
  "problem.home": "Ir al inicio",
  "problem.again": "Volver a intentarlo",
};
