import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.twoFactor.title": "Zwei-Faktor-Authentifizierung",
  "admin.twoFactor.line": "Melden Sie sich mit Passwort und einem Code aus einer App auf Ihrem Telefon an.",
  "admin.twoFactor.required": "{{organization}} verlangt die Zwei-Faktor-Authentifizierung",
  "admin.twoFactor.requiredLine": "Schalten Sie sie hier ein, dann geht es weiter.",
  "admin.twoFactor.off": "Ausgeschaltet",
  "admin.twoFactor.since": "Eingeschaltet seit {{date}}",
  "admin.twoFactor.scan":
    "Scannen Sie das mit einer Authenticator-App, oder geben Sie dort den Schlüssel ein. Geben Sie dann den Code der App ein.",
  "admin.twoFactor.qr": "QR-Code für Ihre Authenticator-App",
  "admin.twoFactor.key": "Schlüssel",
  "admin.twoFactor.turnOn": "Einschalten",
  "admin.twoFactor.turnOff": "Ausschalten",
  "admin.twoFactor.offLine": "Für ein neues Telefon schalten Sie sie aus und wieder ein.",
  "admin.twoFactor.codes": "Wiederherstellungscodes",
  "admin.twoFactor.codesOnce":
    "Drucken oder speichern Sie diese Codes. Sie werden nicht noch einmal gezeigt, und jeder ersetzt einmal einen Code.",
  "admin.twoFactor.left_one":
    "Noch {{count, number}} Wiederherstellungscode. Er ersetzt einmal einen Code aus Ihrer App.",
  "admin.twoFactor.left_other":
    "Noch {{count, number}} Wiederherstellungscodes. Jeder ersetzt einmal einen Code aus Ihrer App.",
  "admin.twoFactor.renew": "Neue Codes erstellen",
  "admin.twoFactor.print": "Drucken",
  "admin.twoFactor.continue": "Weiter",
  "admin.twoFactor.blocked":
    "Ihre Eingaben bleiben hier erhalten. Schalten Sie die Zwei-Faktor-Authentifizierung in einem neuen Tab ein und senden Sie das Formular dann ab.",
  "admin.twoFactor.open": "In neuem Tab einschalten",
  "admin.twoFactor.submit": "Formular absenden",
};
