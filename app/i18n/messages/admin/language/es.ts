import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.language.title": "Su idioma",
  "admin.language.line":
    "Solo para usted, en todas sus organizaciones. Los asistentes ven cada página en su propio idioma.",
  "admin.language.label": "Idioma",
  "admin.language.hint": "Las fechas, las horas y los números también lo siguen.",
  "admin.language.ofBrowser": "Idioma del navegador",
  "admin.language.saved": "Idioma guardado",
  "admin.language.leave": "Abandonar la organización",
};
