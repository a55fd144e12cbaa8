import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "embed.test": "Das ist ein Test. Nichts wird gebucht und nichts gespeichert.",
  "embed.otherDates": "Andere Termine",
  "embed.booked": "Ihre Buchung steht",
  "embed.bookedTest": "Der Test ist durchgelaufen",
  "embed.mailed": "Eine Bestätigung ist unterwegs an {{email}}.",
  "embed.mailedTest":
    "Mit einem echten Formular hätten Sie jetzt gebucht, und eine Bestätigung wäre unterwegs.",
  "embed.manage": "Buchung verwalten",
  "embed.reference": "Buchungsnummer",
  "embed.name": "Name",
  "embed.again": "Noch einmal buchen",
  "embed.close": "Schließen",
  "embed.discard": "Eingaben verwerfen?",
  "embed.robot":
    "Dieses Formular wurde ausgefüllt, wie es nur ein Programm tut. Es wurde nichts gebucht. Leeren Sie das Feld, das leer bleiben soll, und senden Sie es noch einmal.",
  "embed.leaveEmpty": "Dieses Feld leer lassen",
  "embed.tooManyForEmail":
    "Zu viele Versuche mit dieser E-Mail. Es wurde nichts gebucht. Versuchen Sie es in {{count, number}} s noch einmal.",
  "embed.missing": "Dieses Formular gibt es nicht",
  "embed.missingLine": "Vielleicht wurde die Veranstaltung zurückgezogen.",
  "embed.failed": "Wir konnten dieses Formular nicht zeigen",
  "embed.failedLine":
    "Versuchen Sie es in einer Minute noch einmal. Falls Sie gerade eine Buchung bestätigt haben, sehen Sie an der Bestätigung per E-Mail, dass sie geklappt hat.",
  "embed.openPage": "Seite der Veranstaltung öffnen",
  "embed.calendar": "Was Sie buchen können",
  "embed.calendarEmpty": "Gerade ist nichts geplant",
  "embed.calendarEmptyLine": "Neue Termine erscheinen hier.",
  "embed.bookingTitle": "Buchen: {{title}}",
  "embed.cancelledBooking": "Diese Buchung ist storniert",
};
