import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.form.check": "Prüfen Sie diese Angaben",
  "admin.form.conflict.line":
    "Ihre Änderungen sind noch nicht gespeichert. Sie stehen weiterhin unten im Formular; beim Speichern ersetzen sie die gespeicherte Fassung. Diese Felder weichen ab:",
  "admin.form.conflict.values": "{{label}}: gespeichert {{saved}}, bei Ihnen {{typed}}",
  "admin.form.conflict.value": "„{{value}}“",
  "admin.form.conflict.empty": "leer",
  "admin.form.conflict.reload": "Eigene Änderungen verwerfen und neu laden",
  "admin.form.slug.missing": "Geben Sie einen Namen mit Buchstaben oder Ziffern ein.",
  "admin.form.slug.tooLong":
    "Wählen Sie einen kürzeren Namen: höchstens 60 Zeichen. Buchstaben anderer Schriften zählen mehrfach.",
  "admin.form.slug.taken": "Dieser Name ist vergeben. Wählen Sie einen anderen.",

  "admin.form.unsaved.title": "Verlassen, ohne zu speichern?",
  "admin.form.unsaved.line": "Ihre Änderungen auf dieser Seite sind nicht gespeichert.",
  "admin.form.unsaved.stay": "Bleiben",
  "admin.form.unsaved.leave": "Verlassen",
  "admin.form.kept.title": "Einige Änderungen wurden nicht gespeichert",
  "admin.form.kept.line": "Sie haben diese Seite am {{date}} um {{time}} Uhr verlassen, ohne zu speichern.",
  "admin.form.kept.restore": "Wiederherstellen",
  "admin.form.kept.discard": "Verwerfen",
};
