import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "find.title": "Encontrar mi reserva",
  "find.line": "Escriba el correo con el que reservó y le enviaremos los enlaces de sus reservas.",
  "find.send": "Recibir mis reservas",
  "find.sentTitle": "Revise su bandeja de entrada",
  "find.sentLine":
    "Si hay reservas con esa dirección, un correo con los enlaces va en camino. Puede tardar unos minutos; mire también en la carpeta de spam.",
  "find.again": "Probar otra dirección",
  "find.tooMany_one": "Demasiados intentos desde su red. Inténtelo de nuevo en {{count, number}} segundo.",
  "find.tooMany_other": "Demasiados intentos desde su red. Inténtelo de nuevo en {{count, number}} segundos.",
  "find.check": "Revise la dirección",
};
