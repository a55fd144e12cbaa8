import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.language.title": "Votre langue",
  "admin.language.line":
    "Ce choix ne concerne que vous, dans toutes vos organisations. Les participants voient chaque page dans leur propre langue.",
  "admin.language.label": "Langue",
  "admin.language.hint": "Les dates, les heures et les nombres suivent ce choix.",
  "admin.language.ofBrowser": "Langue du navigateur",
  "admin.language.saved": "Langue enregistrée",
  "admin.language.leave": "Quitter l’organisation",
};
