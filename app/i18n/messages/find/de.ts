import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "find.title": "Meine Buchung finden",
  "find.line":
    "Geben Sie die E-Mail-Adresse ein, mit der Sie gebucht haben. Wir schicken Ihnen die Links zu Ihren Buchungen.",
  "find.send": "Buchungen zuschicken",
  "find.sentTitle": "Sehen Sie in Ihr Postfach",
  "find.sentLine":
    "Wenn es zu dieser Adresse Buchungen gibt, ist eine Mail mit den Links unterwegs. Das kann einige Minuten dauern; sehen Sie auch im Spam-Ordner nach.",
  "find.again": "Andere Adresse versuchen",
  "find.tooMany_one":
    "Zu viele Versuche aus Ihrem Netz. Versuchen Sie es in {{count, number}} Sekunde wieder.",
  "find.tooMany_other":
    "Zu viele Versuche aus Ihrem Netz. Versuchen Sie es in {{count, number}} Sekunden wieder.",
  "find.check": "Prüfen Sie die Adresse",
};
