import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.language.title": "Ihre Sprache",
  "admin.language.line":
    "Gilt nur für Sie, in allen Organisationen, zu denen Sie gehören. Gäste sehen jede Seite in ihrer eigenen Sprache.",
  "admin.language.label": "Sprache",
  "admin.language.hint": "Auch Datum, Uhrzeit und Zahlen richten sich danach.",
  "admin.language.ofBrowser": "Sprache des Browsers",
  "admin.language.saved": "Sprache gespeichert",
  "admin.language.leave": "Organisation verlassen",
};
