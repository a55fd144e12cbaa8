import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.auth.signIn.title": "Anmelden",
  "admin.auth.signIn.description": "Melden Sie sich an, um Ihre Veranstaltungen zu verwalten.",
  "admin.auth.signIn.line": "Für Veranstalter. Gäste brauchen kein Konto.",
  "admin.auth.signIn.failed": "Anmeldung fehlgeschlagen",
  "admin.auth.signIn.noOwner": "Noch kein Konto",
  "admin.auth.signIn.noOwnerLine":
    "Öffnen Sie den Einrichtungslink, den Reservo beim Start im Terminal ausgegeben hat.",
  "admin.auth.signIn.busy": "Anmeldung läuft…",
  "admin.auth.signInAgain.title": "Erneut anmelden",
  "admin.auth.signInAgain.line":
    "Sie wurden abgemeldet. Melden Sie sich an, dann werden Ihre Eingaben übernommen.",
  "admin.auth.signInAgain.button": "Anmelden und fortfahren",
  "admin.auth.code.line": "Geben Sie den Code aus Ihrer Authenticator-App ein.",
  "admin.auth.email": "E-Mail-Adresse",
  "admin.auth.password": "Passwort",
  "admin.auth.setUp.title": "Reservo einrichten",
  "admin.auth.setUp.description": "Legen Sie das Konto des Inhabers an.",
  "admin.auth.setUp.line": "Sie werden Inhaber. Dieser Link gilt nur einmal.",
  "admin.auth.setUp.organization": "Name der Organisation",
  "admin.auth.setUp.organizationHint": "Für Gäste sichtbar.",
  "admin.auth.setUp.countryOfZone": "Land der Zeitzone",
  "admin.auth.setUp.countryHint": "Gilt für Telefonnummern ohne Ländervorwahl.",
  "admin.auth.setUp.timeZone": "Zeitzone",
  "admin.auth.setUp.busy": "Wird eingerichtet…",
  "admin.auth.setUp.name": "Ihr Name",
  "admin.auth.setUp.email": "Ihre E-Mail-Adresse",
  "admin.auth.setUp.emailHint": "Damit melden Sie sich an.",
  "admin.auth.setUp.emailPublic": "Diese Adresse auf den öffentlichen Seiten zeigen",
  "admin.auth.setUp.passwordHint": "Mindestens 8 Zeichen.",
};
