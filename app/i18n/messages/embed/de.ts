import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "embed.test": "Das ist ein Test. Nichts wird gebucht und nichts gespeichert.",
  "embed.otherDates": "Andere Termine",
  "embed.booked": "Ihre Buchung steht",
  "embed.bookedTest": "Test abgeschlossen",
  "embed.mailed": "Eine Bestätigung ist unterwegs an {{email}}.",
  "embed.mailedTest":
    "Mit dem echten Formular hätten Sie jetzt gebucht, und eine Bestätigung wäre unterwegs.",
  "embed.manage": "Buchung verwalten",
  "embed.reference": "Buchungsnummer",
  "embed.name": "Name",
  "embed.again": "Noch einmal buchen",
  "embed.close": "Schließen",
  "embed.discard": "Ihre Angaben verwerfen?",
  "embed.robot":
    "Das sieht automatisch ausgefüllt aus, deshalb wurde nichts gebucht. Leeren Sie das Feld „Dieses Feld leer lassen“ und versuchen Sie es noch einmal.",
  "embed.leaveEmpty": "Dieses Feld leer lassen",
  "embed.tooManyForEmail":
    "Zu viele Versuche mit dieser E-Mail-Adresse. Es wurde nichts gebucht. Versuchen Sie es in {{count, number}} s noch einmal.",
  "embed.missing": "Dieses Buchungsformular ist nicht verfügbar",
  "embed.missingLine": "Vielleicht hat der Veranstalter die Veranstaltung zurückgezogen.",
  "embed.failed": "Wir konnten dieses Formular nicht zeigen",
  "embed.failedLine":
    "Versuchen Sie es in einer Minute noch einmal. Falls Sie gerade eine Buchung bestätigt haben, sehen Sie zuerst nach, ob die Bestätigung per E-Mail angekommen ist.",
  "embed.openPage": "Zur Veranstaltungsseite",
  "embed.calendar": "Aktuelle Termine",
  "embed.calendarEmpty": "Gerade ist nichts geplant",
  "embed.calendarEmptyLine": "Neue Termine erscheinen hier.",
  "embed.bookingTitle": "Buchen: {{title}}",
  "embed.cancelledBooking": "Diese Buchung ist storniert",
};
