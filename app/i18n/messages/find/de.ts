import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "find.title": "Meine Buchung finden",
  "find.line":
    "Geben Sie die E-Mail-Adresse ein, mit der Sie gebucht haben. Wir schicken Ihnen die Links zu Ihren Buchungen.",
  "find.send": "Buchungen zusenden",
  "find.sentTitle": "Bitte prüfen Sie Ihr Postfach",
  "find.sentLine":
    "Wenn es zu dieser Adresse Buchungen gibt, ist eine E-Mail mit den Links unterwegs. Das kann einige Minuten dauern; sehen Sie auch im Spam-Ordner nach.",
  "find.again": "Andere Adresse versuchen",
  "find.tooMany_one":
    "Zu viele Versuche aus Ihrem Netzwerk. Versuchen Sie es in {{count, number}} Sekunde noch einmal.",
  "find.tooMany_other":
    "Zu viele Versuche aus Ihrem Netzwerk. Versuchen Sie es in {{count, number}} Sekunden noch einmal.",
  "find.check": "Prüfen Sie die Adresse",
};
