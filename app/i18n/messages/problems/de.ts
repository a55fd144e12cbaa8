import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "problem.notFound.title": "Seite nicht gefunden",
  "problem.notFound.line":
    "Möglicherweise enthält die Adresse einen Tippfehler, oder die Seite wurde entfernt.",
  "problem.removed.title": "Diese Veranstaltung wurde entfernt",
  "problem.removed.line":
    "Der Veranstalter hat sie zurückgezogen. Wenn Sie gebucht hatten, wenden Sie sich an ihn.",
  "problem.linkExpired.title": "Dieser Link gilt nicht mehr",
  "problem.linkExpired.line":
    "Er ist abgelaufen oder wurde durch einen neueren ersetzt. An Ihrer Buchung hat sich nichts geändert.",
  "problem.linkExpired.act": "Neuen Link schicken",
  "problem.linkUsed.title": "Dieser Link wurde schon benutzt",
  "problem.linkUsed.line": "Dieser Link gilt nur einmal. Fordern Sie einen neuen an.",
  "problem.setUpLink.title": "Öffnen Sie den Einrichtungslink",
  "problem.setUpLink.line":
    "Reservo gibt ihn beim Start im Terminal aus. Kopieren Sie den neuesten vollständig.",
  "problem.forbidden.title": "Sie haben keinen Zugriff auf diese Seite",
  "problem.forbidden.line": "Fragen Sie einen Inhaber, oder melden Sie sich mit einem anderen Konto an.",
  "problem.malformedForm.title": "Dieses Formular konnten wir nicht lesen",
  "problem.malformedForm.line":
    "Es kam nicht so an, wie unsere Seiten es senden. Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.",
  "problem.unsupportedForm.title": "Das ist kein Formular",
  "problem.unsupportedForm.line":
    "Diese Adresse nimmt nur an, was ein Webformular sendet. Es wurde nichts geändert.",
  "problem.tooMany.title": "Zu viele Versuche aus Ihrem Netzwerk",
  "problem.tooMany.line_one": "Versuchen Sie es in {{count, number}} Sekunde noch einmal.",
  "problem.tooMany.line_other": "Versuchen Sie es in {{count, number}} Sekunden noch einmal.",
  "problem.unavailable.title": "Reservo ist gerade nicht erreichbar",
  "problem.unavailable.line":
    "Bestehende Buchungen sind sicher. Versuchen Sie es in einer Minute noch einmal.",
  "problem.failed.title": "Diese Seite konnte nicht angezeigt werden",
  "problem.failed.line":
    "Versuchen Sie es in einer Minute noch einmal. Falls Sie gerade etwas gesendet haben, wurde es vielleicht gespeichert: Sehen Sie nach, bevor Sie es noch einmal senden. Falls Sie gerade gebucht haben, prüfen Sie, ob die Bestätigung per E-Mail da ist.",
  "problem.failed.id": "Wenn das wieder vorkommt, nennen Sie dem Veranstalter diese Nummer:",
  "problem.failed.copy": "Kopieren",
  "problem.failed.copied": "Kopiert",
  "problem.home": "Zur Startseite",
  "problem.again": "Noch einmal versuchen",
};
