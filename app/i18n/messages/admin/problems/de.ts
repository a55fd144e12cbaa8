import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.problem.malformedForm.title": "Dieses Formular konnten wir nicht lesen",
  "admin.problem.malformedForm.line":
    "Es kam nicht so an, wie unsere Seiten es senden, darum wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.",
  "admin.problem.forbidden.title": "Sie haben keinen Zugriff",
  "admin.problem.forbidden.line":
    "Mit Ihrem Konto können Sie diese Seite nicht sehen. Fragen Sie einen Inhaber oder melden Sie sich mit einem anderen Konto an.",
  "admin.problem.notFound.title": "Seite nicht gefunden",
  "admin.problem.notFound.line": "Vielleicht stimmt die Adresse nicht, oder die Seite wurde entfernt.",
  "admin.problem.unexpected.title": "Diese Seite lässt sich nicht anzeigen",
  "admin.problem.unexpected.line":
    "Versuchen Sie es in einer Minute noch einmal. Wenn Sie gerade etwas gespeichert haben, sehen Sie nach, ob es da ist, bevor Sie noch einmal speichern.",
  "admin.problem.home": "Zur Startseite",
};
