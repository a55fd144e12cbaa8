import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.settings.title": "Einstellungen",
  "admin.settings.line": "Sie gelten für alle Ihre Veranstaltungen.",
  "admin.settings.saved": "Einstellungen gespeichert",
  "admin.settings.conflict":
    "Jemand anderes hat diese Einstellungen gespeichert, nachdem Sie dieses Formular geöffnet haben",
  "admin.settings.auditLog": "Protokoll",
  "admin.settings.name": "Name",
  "admin.settings.contactEmail": "Kontakt-E-Mail",
  "admin.settings.contactEmailHint":
    "Für Antworten, und auf Veranstaltungsseiten ohne eigenen Kontakt zu sehen.",
  "admin.settings.timeZone": "Zeitzone",
  "admin.settings.timeZoneHint": "Für neue Veranstaltungen. Bestehende behalten ihre.",
  "admin.settings.country": "Land",
  "admin.settings.countryHint": "Gilt für Telefonnummern ohne Ländervorwahl.",
  "admin.settings.currency": "Währung",
  "admin.settings.none": "Nicht festgelegt",
  "admin.settings.privacyUrl": "Link zu Ihrer Datenschutzerklärung",
  "admin.settings.imprintUrl": "Link zu Ihrem Impressum",
  "admin.settings.linkHint": "Steht in der Fußzeile Ihrer öffentlichen Seiten.",
  "admin.settings.twoFactor": "Zwei-Faktor-Authentifizierung verlangen",
  "admin.settings.twoFactorHint":
    "Mitglieder müssen sie einschalten, bevor sie weiterarbeiten. API-Schlüssel sind nicht betroffen.",
  "admin.settings.twoFactorOwn": "Ihre Zwei-Faktor-Authentifizierung",
};
