import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "manage.title": "Ihre Buchung verwalten",
  "manage.description": "Ihre Buchung ansehen, ändern oder stornieren.",
  "manage.people": "Namen",
  "manage.yourName": "Ihr Name",
  "manage.notComing": "Dieser Gast kann nicht kommen – Platz freigeben",
  "manage.save": "Speichern",
  "manage.busy": "Einen Moment…",
  "manage.seatsHint": "Sie haben {{seats}}. Möglich sind bis zu {{most, number}}.",
  "manage.changeNumber": "Anzahl ändern",
  "manage.move": "Umbuchen",
  "manage.moveLine": "Ihre Buchung wird umgebucht, die bisherigen Plätze werden frei ({{seats}}).",
  "manage.moveButton": "Umbuchen",
  "manage.resend": "Bestätigung erneut senden",
  "manage.confirmationPage": "Ticket ansehen",
  "manage.noMoreSeats": "Sie haben {{seats}}. Mehr ist zurzeit nicht frei.",
  "manage.noOtherDate": "Zurzeit hat kein anderer Termin genug Platz für Ihre Buchung ({{seats}}).",
  "manage.part.cancel": "Stornieren",
  "manage.lostTickets":
    "Ihre Tickets gelten dann nicht mehr. Das lässt sich nicht rückgängig machen; solange etwas frei ist, können Sie neu buchen.",
  "manage.whoGoes_one": "Wer kann nicht kommen? Wählen Sie {{count, number}} Gast, dessen Platz frei wird.",
  "manage.whoGoes_other":
    "Wer kann nicht kommen? Wählen Sie {{count, number}} Gäste, deren Plätze frei werden.",
  "manage.tellUs": "{{seats}}. Angaben zu Gast {{number, number}}:",
  "manage.tellUsToo": "Angaben zu Gast {{number, number}}:",
  "manage.release": "Plätze freigeben",
  "manage.cancelLine": "Ihre Plätze werden sofort frei. Stornieren können Sie bis {{until}}.",
  "manage.cancel": "Buchung stornieren",
  "manage.cancelling": "Wird storniert…",
  "manage.keep": "Buchung behalten",
  "manage.cancelledTitle": "Ihre Buchung ist storniert",
  "manage.cancelledLine": "Wieder frei: {{seats}}. Danke fürs Absagen.",
  "manage.tooLateTitle": "Online lässt sich nichts mehr ändern",
  "manage.tooLateLine": "Ändern oder stornieren konnten Sie bis {{until}}.",
  "manage.contact": "E-Mail an den Veranstalter",
  "manage.history": "Verlauf",
  "manage.wasConfirmed": "Gebucht: {{seats}}, {{when}}",
  "manage.wasChanged": "Geändert auf {{seats}}, {{when}}",
  "manage.wasChangedByOrganiser": "Vom Veranstalter geändert auf {{seats}}, {{when}}",
  "manage.wasCancelled": "Storniert",
  "manage.wasCancelledByOrganiser": "Vom Veranstalter storniert",
  "manage.done.people": "Ihre Änderungen sind gespeichert.",
  "manage.done.seats": "Ihre Buchung gilt jetzt für {{seats}}.",
  "manage.done.move": "Ihre Buchung gilt jetzt für {{when}}.",
  "manage.done.resent": "Wir haben sie noch einmal geschickt. Das kann einige Minuten dauern.",
  "manage.done.justSent":
    "Wir haben sie gerade erst geschickt. Sehen Sie auch im Spam-Ordner nach, und fragen Sie in einigen Minuten wieder.",
  "manage.check": "Prüfen Sie diese Angaben",
  "manage.refusedFull_one": "Nur noch {{count, number}} ist frei. Ihre Buchung bleibt unverändert.",
  "manage.refusedFull_other": "Nur noch {{count, number}} sind frei. Ihre Buchung bleibt unverändert.",
  "manage.refusedNoneLeft": "Dort ist nichts mehr frei. Ihre Buchung bleibt unverändert.",
  "manage.refusedMost":
    "Eine Buchung darf höchstens {{most, number}} umfassen. Ihre Buchung bleibt unverändert.",
  "manage.refusedPerson":
    "Mit dieser E-Mail-Adresse sind hier keine weiteren Plätze möglich. Ihre Buchung bleibt unverändert.",
  "manage.refusedCancelled":
    "Dieser Termin wurde abgesagt, weitere Plätze sind nicht möglich. Ihre Buchung bleibt unverändert.",
  "manage.refusedClosed":
    "Die Buchung ist geschlossen, weitere Plätze sind nicht möglich. Ihre Buchung bleibt unverändert.",
  "manage.refusedPaused":
    "Die Buchung pausiert für einige Minuten. Ihre Buchung ist sicher. Versuchen Sie es bald wieder.",
  "manage.refusedState": "Diese Buchung ist nicht mehr aktiv, es wurde nichts geändert.",
  "manage.busyNow":
    "Gerade buchen sehr viele. Es wurde nichts geändert. Versuchen Sie es in ein paar Sekunden wieder.",
  "manage.unknown":
    "Wir wissen noch nicht, ob es geklappt hat. Sehen Sie sich hier Ihre Buchung an, bevor Sie es noch einmal versuchen.",
};
