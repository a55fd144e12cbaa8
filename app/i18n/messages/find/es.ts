import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "find.title": "Encontrar mi reserva",
  "find.line": "Escribe el correo con el que reservaste. Te enviamos los enlaces de tus reservas.",
  "find.send": "Enviarme mis reservas",
  "find.sentTitle": "Mira tu correo",
  "find.sentLine":
    "Si hay reservas con esa dirección, va de camino un correo con sus enlaces. Puede tardar unos minutos; mira también en la carpeta de spam.",
  "find.again": "Probar otra dirección",
  "find.tooMany_one": "Demasiados intentos desde tu red. Inténtalo de nuevo en {{count, number}} segundo.",
  "find.tooMany_other": "Demasiados intentos desde tu red. Inténtalo de nuevo en {{count, number}} segundos.",
  "find.linkTitle": "Este enlace ya no funciona",
  "find.linkLine":
    "Puede estar mal escrito o ser muy antiguo. Escribe el correo con el que reservaste y te enviamos uno nuevo.",
  "find.linkSend": "Enviarme un enlace nuevo",
  "find.check": "Revisa la dirección",
};
