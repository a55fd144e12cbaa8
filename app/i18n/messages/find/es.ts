import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "find.title": "Encontrar mi reserva",
  "find.line": "Escriba el correo con el que reservó. Le enviamos los enlaces de sus reservas.",
  "find.send": "Enviarme mis reservas",
  "find.sentTitle": "Mire su correo",
  "find.sentLine":
    "Si hay reservas con esa dirección, va de camino un correo con sus enlaces. Puede tardar unos minutos; mire también en la carpeta de spam.",
  "find.again": "Probar otra dirección",
  "find.tooMany_one": "Demasiados intentos desde su red. Inténtelo de nuevo en {{count, number}} segundo.",
  "find.tooMany_other": "Demasiados intentos desde su red. Inténtelo de nuevo en {{count, number}} segundos.",
  "find.check": "Revise la dirección",
};
