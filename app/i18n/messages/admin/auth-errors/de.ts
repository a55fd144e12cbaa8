import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.auth.signIn.wrong": "E-Mail-Adresse oder Passwort ist falsch.",
  "admin.auth.signIn.emailMissing": "Geben Sie Ihre E-Mail-Adresse ein.",
  "admin.auth.signIn.passwordMissing": "Geben Sie Ihr Passwort ein.",
  "admin.auth.tooMany_one": "Zu viele Versuche. Versuchen Sie es in {{count, number}} Sekunde noch einmal.",
  "admin.auth.tooMany_other":
    "Zu viele Versuche. Versuchen Sie es in {{count, number}} Sekunden noch einmal.",
  "admin.auth.busy_one":
    "Reservo ist ausgelastet. Versuchen Sie es in {{count, number}} Sekunde noch einmal.",
  "admin.auth.busy_other":
    "Reservo ist ausgelastet. Versuchen Sie es in {{count, number}} Sekunden noch einmal.",
  "admin.auth.setUp.emailTaken":
    "Zu dieser E-Mail-Adresse gibt es schon ein Konto. Verwenden Sie eine andere.",
  "admin.auth.signInAgain.notAllowed":
    "Dieses Konto ist dazu nicht berechtigt. Melden Sie sich mit dem Konto an, das Sie zuvor verwendet haben.",
  "admin.auth.code.missing": "Geben Sie den Code ein.",
  "admin.auth.code.wrong": "Dieser Code ist falsch oder wurde schon verwendet. Geben Sie einen anderen ein.",
  "admin.auth.code.expired": "Das hat zu lange gedauert. Melden Sie sich noch einmal an.",
  "admin.auth.password.wrong": "Dieses Passwort ist falsch.",
};
