import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.form.invalid": "Dieser Wert ist ungültig. Bitte ändern Sie ihn.",
  "admin.form.notStorable": "Darin ist ein Zeichen, das sich nicht speichern lässt.",
  "admin.form.tooLong": "Verwenden Sie höchstens {{maximum, number}} Zeichen.",
  "admin.form.notWhole": "Geben Sie eine ganze Zahl ein.",
  "admin.form.tooSmall": "Geben Sie mindestens {{minimum, number}} ein.",
  "admin.form.tooLarge": "Geben Sie höchstens {{maximum, number}} ein.",
  "admin.form.numberOrEmpty": "Geben Sie eine Zahl ein oder lassen Sie das Feld leer.",
  "admin.form.chooseFromList": "Wählen Sie etwas aus der Liste.",
  "admin.form.chooseOne": "Wählen Sie mindestens eine Möglichkeit.",
  "admin.form.tickToConfirm": "Setzen Sie zur Bestätigung das Häkchen.",
  "admin.form.email": "Geben Sie eine vollständige E-Mail-Adresse ein.",
  "admin.form.site": "„{{line}}“ ist keine Webadresse. Richtig wäre zum Beispiel https://example.org.",
  "admin.form.event.title": "Geben Sie einen Titel ein.",
  "admin.form.event.language": "Wählen Sie eine Sprache aus der Liste.",
  "admin.form.event.timeZone": "Wählen Sie eine Zeitzone aus der Liste.",
  "admin.form.event.stock": "Wählen Sie eine Farbe.",
  "admin.form.event.noDate": "Eine Veranstaltung braucht einen Termin.",
  "admin.form.event.tooManyDates": "Eine Veranstaltung kann bis zu {{maximum, number}} Termine haben.",
  "admin.form.event.tooManyQuestions": "Eine Veranstaltung kann bis zu {{maximum, number}} Fragen haben.",
  "admin.form.event.accessCode": "Geben Sie mindestens {{least, number}} Buchstaben oder Ziffern ein.",
  "admin.form.event.starts": "Geben Sie einen Beginn mit Datum und Uhrzeit ein.",
  "admin.form.event.ends": "Geben Sie ein Ende mit Datum und Uhrzeit ein.",
  "admin.form.event.endsBeforeStart": "Das Ende muss nach dem Beginn liegen.",
  "admin.form.event.skipped":
    "In dieser Nacht werden die Uhren vorgestellt, diese Uhrzeit gibt es nicht. Geben Sie {{before}} oder {{after}} ein.",
  "admin.form.event.repeated":
    "In dieser Nacht werden die Uhren zurückgestellt, diese Uhrzeit gibt es zweimal. Wählen Sie, welche gemeint ist.",
  "admin.form.event.year": "Geben Sie ein Jahr von 1900 bis 2200 ein.",
  "admin.form.event.capacity": "Geben Sie die Anzahl der Plätze ein.",
  "admin.form.event.before": "Geben Sie die Zeit vor dem Beginn ein, oder 0.",
  "admin.form.event.perBooking": "Geben Sie die maximale Platzzahl pro Buchung ein.",
  "admin.form.event.perPersonBelowBooking":
    "Eine Buchung kann {{seats, number}} Plätze haben. Geben Sie mindestens {{seats, number}} ein oder senken Sie die Grenze pro Buchung.",
  "admin.form.event.minutes": "Geben Sie die Minuten als Zahl ein.",
  "admin.form.event.opensAt":
    "Geben Sie Datum und Uhrzeit ein, ab denen gebucht werden kann, oder lassen Sie das Feld leer.",
  "admin.form.event.joinUrl":
    "Geben Sie eine Adresse ein, die mit https:// beginnt, oder lassen Sie das Feld leer.",
  "admin.form.event.opensTooLate":
    "Der Buchungsbeginn muss vor dem Buchungsschluss des letzten Termins liegen.",
  "admin.form.event.belowBooked_one":
    "{{count, number}} Platz ist gebucht. Geben Sie mindestens {{count, number}} ein oder schließen Sie die Buchung.",
  "admin.form.event.belowBooked_other":
    "{{count, number}} Plätze sind gebucht. Geben Sie mindestens {{count, number}} ein oder schließen Sie die Buchung.",
  "admin.form.question.type": "Wählen Sie die Art der Antwort.",
  "admin.form.question.label": "Geben Sie Ihre Frage ein.",
  "admin.form.question.optionsTooLong": "Verwenden Sie weniger oder kürzere Antwortmöglichkeiten.",
  "admin.form.question.tooFewOptions": "Geben Sie mindestens zwei Antwortmöglichkeiten ein, eine pro Zeile.",
  "admin.form.question.tooManyOptions": "Geben Sie höchstens {{maximum, number}} Antwortmöglichkeiten ein.",
  "admin.form.question.sameOptions": "Zwei Antwortmöglichkeiten sind gleich.",
  "admin.form.question.optionTooLong":
    "Verwenden Sie höchstens {{maximum, number}} Zeichen pro Antwortmöglichkeit.",
  "admin.form.settings.link":
    "Geben Sie eine vollständige Webadresse ein, zum Beispiel https://example.org/privacy.",
  "admin.form.settings.twoFactor":
    "Schalten Sie zuerst für Ihr eigenes Konto die Zwei-Faktor-Authentifizierung ein.",
  "admin.form.reason": "Geben Sie einen Grund ein.",
  "admin.form.key.name": "Geben Sie einen Namen für den Schlüssel ein.",
  "admin.form.key.lifetime": "Wählen Sie, wann er abläuft.",
  "admin.form.key.network":
    "Zeile {{number, number}}: „{{line}}“ ist weder Adresse noch Netzwerk. Richtig wäre zum Beispiel 203.0.113.7 oder 203.0.113.0/24.",
  "admin.form.key.tooManyNetworks": "Geben Sie höchstens {{maximum, number}} Netzwerke ein.",
  "admin.form.key.overlap": "Wählen Sie, wie lange der alte Schlüssel noch gilt.",
  "admin.form.key.ended": "Dieser Schlüssel ist abgelaufen oder wurde widerrufen. Erstellen Sie einen neuen.",
  "admin.form.webhook.url": "Geben Sie eine Adresse ein.",
  "admin.form.webhook.url.malformed":
    "Geben Sie eine vollständige Adresse ein, zum Beispiel https://example.org/hooks.",
  "admin.form.webhook.url.not-https": "Die Adresse muss mit https:// beginnen.",
  "admin.form.webhook.url.credentials": "Lassen Sie Benutzername und Passwort aus der Adresse weg.",
  "admin.form.webhook.url.port": "Verwenden Sie Port 443 oder einen ab 1024.",
  "admin.form.webhook.url.private":
    "Diese Adresse führt in ein privates Netzwerk. Geben Sie eine öffentlich erreichbare ein.",
  "admin.form.webhook.tooMany":
    "Es gibt schon {{count, number}} Webhooks. Löschen Sie einen, den Sie nicht mehr brauchen.",
  "admin.form.embed.name": "Geben Sie einen Namen ein.",
  "admin.form.embed.success":
    "Geben Sie eine Adresse wie https://example.org/thanks ein oder lassen Sie das Feld leer.",
  "admin.form.embed.label": "Geben Sie den Text der Schaltfläche ein.",
  "admin.form.embed.tooManySites": "Geben Sie höchstens {{maximum, number}} Websites ein.",
  "admin.form.embed.tooMany":
    "Eine Veranstaltung kann bis zu {{count, number}} Einbettungen haben. Ändern Sie eine davon oder löschen Sie zuerst eine.",
  "admin.form.setUp.organization": "Geben Sie den Namen Ihres Vereins, Studios oder Unternehmens ein.",
  "admin.form.setUp.name": "Geben Sie Ihren Namen ein.",
  "admin.form.setUp.email": "Geben Sie Ihre vollständige E-Mail-Adresse ein. Damit melden Sie sich an.",
  "admin.form.password.missing": "Wählen Sie ein Passwort.",
  "admin.form.password.tooShort": "Verwenden Sie mindestens {{minimum, number}} Zeichen.",
  "admin.form.password.common":
    "Dieses Passwort ist leicht zu erraten. Wählen Sie ein längeres, etwa vier Wörter ohne Zusammenhang.",
  "admin.form.member.noRole": "Wählen Sie eine Rolle, oder entfernen Sie das Mitglied aus dem Team.",
  "admin.form.invite.roleForAll": "Diese Rolle gibt es nur für die ganze Organisation.",
  "admin.form.invite.events": "Wählen Sie Veranstaltungen oder die ganze Organisation.",
};
